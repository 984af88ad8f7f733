package dev.lifeboat.postgres;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresUrl.Host;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a URL apart as libpq does. What it refuses it never quotes: where a URL is malformed, any
 * part of it may be a piece of the password.
 */
final class PostgresUrlParser {
  private static final String JDBC = "jdbc:postgresql:";
  private static final Pattern SCHEME = Pattern.compile("postgres(?:ql)?://(.*)", Pattern.DOTALL);
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([^\\]\\[@/]*)\\]|([^:\\[\\]@]*))(?::(.*))?", Pattern.DOTALL);
  private static final int LAST_PORT = 65_535;

  private final PostgresUrlEnvironment environment;
  private final Map<String, String> given = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** Hosts and ports, as they are written. */
  private String place = "";

  private PostgresUrlParser(PostgresUrlEnvironment environment) {
    this.environment = environment;
  }

  static PostgresUrl parse(String text, PostgresUrlEnvironment environment) {
    PostgresUrlParser parser = new PostgresUrlParser(environment);
    String url = text.strip();
    if (url.isEmpty()) {
      throw new RefusedException(
          "The database URL is empty; write postgresql://user@host/database");
    }
    Matcher libpq = SCHEME.matcher(url);
    if (libpq.matches()) {
      return parser.libpq(libpq.group(1));
    }
    if (url.startsWith(JDBC)) {
      return parser.jdbc(url.substring(JDBC.length()));
    }
    throw new RefusedException(
        "The database URL begins with neither postgresql:// nor jdbc:postgresql:;"
            + " write postgresql://user@host/database");
  }

  /** {@code [user[:password]@][host][:port][,…][/database][?parameters]}. */
  private PostgresUrl libpq(String text) {
    int at = firstOf(text, '@', '/');
    boolean hasCredentials = at < text.length() && text.charAt(at) == '@';
    if (hasCredentials) {
      credentials(text.substring(0, at));
    }
    read(hasCredentials ? text.substring(at + 1) : text);
    if (text.lastIndexOf('@') > at && !given.containsKey("user")) {
      throw misplacedAt();
    }
    if (given.remove("ssl", "true")) {
      put("sslmode", "require");
    }
    return url("");
  }

  private void credentials(String text) {
    int colon = firstOf(text, ':', ':');
    put("user", decoded(text.substring(0, colon)));
    if (colon < text.length()) {
      put("password", decoded(text.substring(colon + 1)));
    }
  }

  /**
   * {@code //host[:port][,…]/[database][?parameters]}, or {@code database}; no credentials. The
   * driver takes a plus for a blank, and no host for this one.
   */
  private PostgresUrl jdbc(String text) {
    String plain = text.replace("+", "%20");
    if (plain.startsWith("//")) {
      read(plain.substring(2));
    } else {
      read("/" + (plain.startsWith("/") ? plain.substring(1) : plain));
    }
    return url("localhost");
  }

  private void read(String text) {
    int question = firstOf(text, '?', '?');
    String address = text.substring(0, question);
    int slash = firstOf(address, '/', '/');
    place = address.substring(0, slash);
    if (slash < address.length()) {
      put("dbname", decodedDatabase(address.substring(slash + 1)));
    }
    if (question < text.length()) {
      query(text.substring(question + 1));
    }
  }

  private PostgresUrl url(String defaultHost) {
    prefer(environment.parameters());
    prefer(service());
    prefer(given);
    List<Host> hosts = hosts(place, defaultHost);
    PostgresUrlSettings settings = PostgresUrlSettings.of(parameters);
    String database = parameters.getOrDefault("dbname", settings.user());
    return new PostgresUrl(hosts, database, settings, environment);
  }

  private Map<String, String> service() {
    String name = given.getOrDefault("service", parameters.getOrDefault("service", ""));
    return name.isEmpty()
        ? Map.of()
        : environment.service(name, Optional.ofNullable(given.get("servicefile"))).parameters();
  }

  /** What lies nearer to the URL counts; a host or an address displaces both that lie farther. */
  private void prefer(Map<String, String> nearer) {
    if (nearer.containsKey("host") || nearer.containsKey("hostaddr")) {
      parameters.keySet().removeAll(Set.of("host", "hostaddr"));
    }
    parameters.putAll(nearer);
  }

  /** A bare at sign is what is left of a password with a slash in it. */
  private static String decodedDatabase(String text) {
    if (text.contains("@")) {
      throw misplacedAt();
    }
    return decoded(text);
  }

  private void query(String text) {
    for (String parameter : text.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
      } else if (!parameter.isEmpty()) {
        throw new RefusedException(
            "The database URL has a parameter without a value; write name=value after the ?,"
                + " and ? in a password as %3F");
      }
    }
  }

  /** An empty value says nothing, as in libpq. */
  private void put(String name, String value) {
    if (!value.isEmpty()) {
      given.put(name, value);
    }
  }

  private List<Host> hosts(String text, String defaultHost) {
    String named = text.isEmpty() ? parameters.getOrDefault("host", hostAddress()) : "";
    if (!named.isEmpty()) {
      return namedHosts(named.split(",", -1));
    }
    List<Host> hosts = new ArrayList<>();
    for (String host : text.split(",", -1)) {
      hosts.add(host(host, defaultHost));
    }
    return hosts;
  }

  private String hostAddress() {
    return parameters.getOrDefault("hostaddr", "");
  }

  /** Hosts that come as a parameter have their ports in another. */
  private List<Host> namedHosts(String... names) {
    String[] ports = parameters.getOrDefault("port", "").split(",", -1);
    if (ports.length > 1 && ports.length != names.length) {
      throw new RefusedException(
          "The database URL names %d hosts and %d ports; give each host its port"
              .formatted(names.length, ports.length));
    }
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      hosts.add(checked(names[i], ports.length > 1 ? ports[i] : ports[0]));
    }
    return hosts;
  }

  private Host host(String text, String defaultHost) {
    Matcher host = HOST.matcher(text);
    if (!host.matches()) {
      throw text.contains("@")
          ? misplacedAt()
          : new RefusedException(
              "The database URL names a host that cannot be; write an IPv6 address in brackets");
    }
    String name = host.group(1) == null ? decoded(host.group(2)) : host.group(1);
    String port = host.group(3) == null ? "" : decoded(host.group(3));
    return checked(
        name.isEmpty() ? defaultHost : name,
        port.isEmpty() ? parameters.getOrDefault("port", "") : port);
  }

  private static Host checked(String name, String port) {
    if (name.isEmpty()) {
      throw new RefusedException(
          "The database URL names no host, nor does PGHOST; write postgresql://user@host/database");
    }
    if (name.startsWith("/") || name.startsWith("@")) {
      throw new RefusedException(
          "The database URL, its service or PGHOST names a Unix socket, which Java's driver cannot"
              + " use; write a host such as localhost");
    }
    return port.isEmpty() ? Host.of(name) : new Host(name, port(port));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range; the cause would quote it.
    }
    throw new RefusedException(
        "The database URL has a port that is no number from 1 to 65535;"
            + " write / in a password as %2F and : in a user name as %3A");
  }

  private static RefusedException misplacedAt() {
    return new RefusedException(
        "The database URL has more than one @, or one in the wrong place;"
            + " write @ in a name or password as %40, and / as %2F");
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(hexadecimal(text, i + 1));
        i += 2;
      } else {
        // Surrogate pairs are taken together.
        int end = text.offsetByCodePoints(i, 1);
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw badPercent();
    }
  }

  private static int hexadecimal(String text, int start) {
    if (start + 2 > text.length()) {
      throw badPercent();
    }
    int high = Character.digit(text.charAt(start), 16);
    int low = Character.digit(text.charAt(start + 1), 16);
    if (high < 0 || low < 0 || high + low == 0) {
      throw badPercent();
    }
    return high * 16 + low;
  }

  private static RefusedException badPercent() {
    return new RefusedException(
        "The database URL has a % that no two hexadecimal digits of UTF-8 text follow;"
            + " write % itself as %25");
  }

  /** Where one of two characters comes first; the length where neither does. */
  private static int firstOf(String text, char one, char other) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != one && text.charAt(at) != other) {
      at++;
    }
    return at;
  }
}
