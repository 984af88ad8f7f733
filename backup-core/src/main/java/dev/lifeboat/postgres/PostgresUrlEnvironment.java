package dev.lifeboat.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about connections, as libpq reads it.
 *
 * @param variables names and values
 */
record PostgresUrlEnvironment(Map<String, String> variables) {
  /** Parameters by the variable that gives their default. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("PGUSER", "user"),
          Map.entry("PGPASSWORD", "password"),
          Map.entry("PGPASSFILE", "passfile"),
          Map.entry("PGDATABASE", "dbname"),
          Map.entry("PGPORT", "port"),
          Map.entry("PGAPPNAME", "application_name"),
          Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
          Map.entry("PGCHANNELBINDING", "channel_binding"),
          Map.entry("PGREQUIREAUTH", "require_auth"),
          Map.entry("PGSSLMODE", "sslmode"),
          Map.entry("PGSSLROOTCERT", "sslrootcert"),
          Map.entry("PGSSLCERT", "sslcert"),
          Map.entry("PGSSLKEY", "sslkey"));

  PostgresUrlEnvironment {
    variables = Map.copyOf(variables);
  }

  /** Parameters that hold where a URL says nothing else. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    DEFAULTS.forEach(
        (variable, parameter) -> {
          String value = variables.getOrDefault(variable, "");
          if (!value.isEmpty()) {
            parameters.put(parameter, value);
          }
        });
    return parameters;
  }

  /** The role that libpq connects as where nobody names one. */
  static String systemUser() {
    return System.getProperty("user.name", "postgres");
  }

  /** The password file, if there is one. */
  Optional<PostgresUrlPasswords> passwords(Optional<String> named) {
    return named
        .map(Path::of)
        .or(this::usualFile)
        .filter(Files::isRegularFile)
        .map(PostgresUrlPasswords::new);
  }

  private Optional<Path> usualFile() {
    @Nullable String windows = variables.get("APPDATA");
    if (windows != null && System.getProperty("os.name").startsWith("Windows")) {
      return Optional.of(Path.of(windows, "postgresql", "pgpass.conf"));
    }
    return Optional.ofNullable(variables.get("HOME")).map(home -> Path.of(home, ".pgpass"));
  }
}
