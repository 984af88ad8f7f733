package dev.lifeboat.postgres;

import dev.lifeboat.error.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGProperty;

/**
 * What a URL's parameters mean to the driver.
 *
 * @param user the role to connect as
 * @param password if any was given
 * @param passwordFile where passwords are looked up instead of the usual place
 * @param driverProperties by the driver's own names
 * @param warnings about parameters that mean nothing here
 */
record PostgresUrlSettings(
    String user,
    Optional<String> password,
    Optional<String> passwordFile,
    Map<String, String> driverProperties,
    List<String> warnings) {
  /** Prisma's word for how certificates are checked. */
  private static final String ACCEPT = "sslaccept";

  private static final Set<String> ADDRESS =
      Set.of(
          "user",
          "password",
          "passfile",
          "service",
          "servicefile",
          "dbname",
          "host",
          "hostaddr",
          "port",
          ACCEPT);

  /**
   * The driver's properties by the names that libpq, Prisma and the driver itself have for them.
   */
  private static final Map<String, PGProperty> KNOWN =
      Map.ofEntries(
          Map.entry("application_name", PGProperty.APPLICATION_NAME),
          Map.entry("ApplicationName", PGProperty.APPLICATION_NAME),
          Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
          Map.entry("channelBinding", PGProperty.CHANNEL_BINDING),
          Map.entry("connect_timeout", PGProperty.CONNECT_TIMEOUT),
          Map.entry("connectTimeout", PGProperty.CONNECT_TIMEOUT),
          Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
          Map.entry("gssEncMode", PGProperty.GSS_ENC_MODE),
          Map.entry("loadBalanceHosts", PGProperty.LOAD_BALANCE_HOSTS),
          Map.entry("loginTimeout", PGProperty.LOGIN_TIMEOUT),
          Map.entry("options", PGProperty.OPTIONS),
          Map.entry("require_auth", PGProperty.REQUIRE_AUTH),
          Map.entry("requireAuth", PGProperty.REQUIRE_AUTH),
          Map.entry("socketTimeout", PGProperty.SOCKET_TIMEOUT),
          Map.entry("ssl", PGProperty.SSL),
          Map.entry("sslcert", PGProperty.SSL_CERT),
          Map.entry("sslkey", PGProperty.SSL_KEY),
          Map.entry("sslmode", PGProperty.SSL_MODE),
          Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
          Map.entry("sslNegotiation", PGProperty.SSL_NEGOTIATION),
          Map.entry("sslpassword", PGProperty.SSL_PASSWORD),
          Map.entry("sslrootcert", PGProperty.SSL_ROOT_CERT),
          Map.entry("target_session_attrs", PGProperty.TARGET_SERVER_TYPE),
          Map.entry("targetServerType", PGProperty.TARGET_SERVER_TYPE),
          Map.entry("tcpKeepAlive", PGProperty.TCP_KEEP_ALIVE));

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "sslmode",
          List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
          "channel_binding",
          List.of("disable", "prefer", "require"),
          "gssencmode",
          List.of("disable", "allow", "prefer", "require"),
          ACCEPT,
          List.of("strict", "accept_invalid_certs"));

  private static final Set<String> NUMBERS =
      Set.of("connect_timeout", "connectTimeout", "loginTimeout", "socketTimeout");

  /** libpq's words for which server of several will do, in the driver's. */
  private static final Map<String, String> SERVERS =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "read-only", "secondary",
          "primary", "primary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  PostgresUrlSettings {
    driverProperties = Map.copyOf(driverProperties);
    warnings = List.copyOf(warnings);
  }

  static PostgresUrlSettings of(Map<String, String> parameters) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PGProperty.APPLICATION_NAME.getName(), "lifeboat");
    properties.put(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    List<String> warnings = new ArrayList<>();
    parameters.forEach(
        (name, value) -> {
          PGProperty known = KNOWN.get(name);
          if (known != null) {
            properties.put(known.getName(), checked(name, value));
          } else if (!ADDRESS.contains(name)) {
            warnings.add(warning(name));
          }
        });
    accept(parameters, properties);
    trustSystem(properties);
    return new PostgresUrlSettings(
        parameters.getOrDefault("user", PostgresUrlEnvironment.systemUser()),
        Optional.ofNullable(parameters.get("password")),
        Optional.ofNullable(parameters.get("passfile")),
        properties,
        warnings);
  }

  /** Records would show the password. */
  @Override
  public String toString() {
    return "PostgresUrlSettings[user=" + user + "]";
  }

  private static String checked(String name, String value) {
    if (name.equals("target_session_attrs")) {
      return requireChoice(
          name, SERVERS.getOrDefault(value, ""), SERVERS.keySet().stream().sorted().toList());
    }
    if (NUMBERS.contains(name) && !value.matches("\\d{1,9}")) {
      throw new RefusedException(
          "The database URL's parameter '%s' is no whole number of seconds; correct it"
              .formatted(name));
    }
    List<String> choices = CHOICES.get(name);
    return choices == null || choices.contains(value) ? value : requireChoice(name, "", choices);
  }

  private static String requireChoice(String name, String value, List<String> choices) {
    if (value.isEmpty()) {
      throw new RefusedException(
          "The database URL's parameter '%s' has a value that is not known; use %s"
              .formatted(name, String.join(", ", choices)));
    }
    return value;
  }

  /**
   * Prisma's {@code sslaccept=strict} checks the server's certificate and name, against the file
   * that {@code sslcert} names there, or else what the platform trusts. The other word asks for no
   * check, which {@code sslmode} says already.
   */
  private static void accept(Map<String, String> parameters, Map<String, String> properties) {
    String accepted = parameters.get(ACCEPT);
    if (accepted == null || !checked(ACCEPT, accepted).equals("strict")) {
      return;
    }
    if (parameters.getOrDefault("sslmode", "").equals("disable")) {
      throw new RefusedException(
          "The database URL says sslaccept=strict and sslmode=disable; leave one of them out");
    }
    properties.put(PGProperty.SSL_MODE.getName(), "verify-full");
    if (!properties.containsKey(PGProperty.SSL_KEY.getName())
        && properties.containsKey(PGProperty.SSL_CERT.getName())) {
      String root = properties.remove(PGProperty.SSL_CERT.getName());
      properties.putIfAbsent(PGProperty.SSL_ROOT_CERT.getName(), root);
    }
    properties.putIfAbsent(PGProperty.SSL_ROOT_CERT.getName(), "system");
  }

  /** {@code sslrootcert=system} trusts what the platform trusts, and then checks names as well. */
  private static void trustSystem(Map<String, String> properties) {
    if (properties.getOrDefault(PGProperty.SSL_ROOT_CERT.getName(), "").equals("system")) {
      properties.remove(PGProperty.SSL_ROOT_CERT.getName());
      properties.put(PGProperty.SSL_FACTORY.getName(), "org.postgresql.ssl.DefaultJavaSSLFactory");
      properties.put(PGProperty.SSL_MODE.getName(), "verify-full");
    }
  }

  private static String warning(String name) {
    String shown = Sql.oneLine(name.length() <= 63 ? name : name.substring(0, 63) + "...");
    return "The database URL's parameter '%s' means nothing here and is left out".formatted(shown);
  }
}
