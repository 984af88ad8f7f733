package dev.lifeboat.postgres;

import dev.lifeboat.postgres.PostgresUrl.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A password file, whose lines are {@code host:port:database:user:password} (PostgreSQL's
 * documentation, "The Password File").
 *
 * @param file where it is
 */
record PostgresUrlPasswords(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresUrlPasswords.class);
  private static final int FIELDS = 5;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** The password of the first line that fits one of the hosts, which are tried in order. */
  Optional<String> find(List<Host> hosts, String database, String user) throws IOException {
    Optional<String> warning = warning();
    if (warning.isPresent()) {
      LOG.warn(warning.get());
      return Optional.empty();
    }
    List<List<String>> lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(PostgresUrlPasswords::fields)
            .filter(fields -> fields.size() == FIELDS)
            .toList();
    return hosts.stream()
        .flatMap(host -> lines.stream().filter(line -> fits(line, host, database, user)))
        .map(line -> line.get(FIELDS - 1))
        .filter(password -> !password.isEmpty())
        .findFirst();
  }

  /** Why the file is not used, as libpq does not use one that others may access. */
  Optional<String> warning() {
    return isPrivate()
        ? Optional.empty()
        : Optional.of(
            "The password file %s is not used: others may access it; run chmod 600 on it"
                .formatted(this));
  }

  @Override
  public String toString() {
    return Sql.oneLine(file.toString());
  }

  private boolean isPrivate() {
    try {
      return !file.getFileSystem().supportedFileAttributeViews().contains("posix")
          || Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS);
    } catch (IOException e) {
      return true; // reading it says what is wrong
    }
  }

  private static boolean fits(List<String> line, Host host, String database, String user) {
    return fits(line.get(0), host.name())
        && fits(line.get(1), String.valueOf(host.port()))
        && fits(line.get(2), database)
        && fits(line.get(3), user);
  }

  private static boolean fits(String pattern, String value) {
    return pattern.equals("*") || pattern.equals(value);
  }

  /** Cuts at colons; a backslash takes the next character as it is. The password is the rest. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ':' && fields.size() < FIELDS - 1) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        i += c == '\\' && i + 1 < line.length() ? 1 : 0;
        field.append(line.charAt(i));
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
