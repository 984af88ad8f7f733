package dev.lifeboat.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
          Map.entry("PGHOST", "host"),
          Map.entry("PGHOSTADDR", "hostaddr"),
          Map.entry("PGSERVICE", "service"),
          Map.entry("PGUSER", "user"),
          Map.entry("PGPASSWORD", "password"),
          Map.entry("PGPASSFILE", "passfile"),
          Map.entry("PGDATABASE", "dbname"),
          Map.entry("PGPORT", "port"),
          Map.entry("PGAPPNAME", "application_name"),
          Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
          Map.entry("PGCHANNELBINDING", "channel_binding"),
          Map.entry("PGREQUIREAUTH", "require_auth"),
          Map.entry("PGGSSENCMODE", "gssencmode"),
          Map.entry("PGOPTIONS", "options"),
          Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
          Map.entry("PGSSLMODE", "sslmode"),
          Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
          Map.entry("PGSSLROOTCERT", "sslrootcert"),
          Map.entry("PGSSLCERT", "sslcert"),
          Map.entry("PGSSLKEY", "sslkey"));

  /** Where libpq is built to look: PostgreSQL's own default, Debian's and Red Hat's. */
  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/local/pgsql/etc", "/etc/postgresql-common", "/etc/sysconfig/pgsql");

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

  /**
   * A connection service.
   *
   * @param name of the service
   * @param file the only file to look in, instead of the user's and the system's
   */
  PostgresUrlService service(String name, Optional<String> file) {
    Optional<String> named =
        file.or(() -> Optional.ofNullable(variables.get("PGSERVICEFILE")))
            .filter(f -> !f.isEmpty());
    List<Path> files = new ArrayList<>();
    named.map(Path::of).or(this::usualServiceFile).ifPresent(files::add);
    String system = variables.getOrDefault("PGSYSCONFDIR", "");
    (system.isEmpty() ? SYSTEM_FOLDERS : List.of(system))
        .forEach(folder -> files.add(Path.of(folder, "pg_service.conf")));
    return new PostgresUrlService(name, files);
  }

  private Optional<Path> usualServiceFile() {
    return userFile(".pg_service.conf", ".pg_service.conf");
  }

  private Optional<Path> usualFile() {
    return userFile(".pgpass", "pgpass.conf");
  }

  private Optional<Path> userFile(String unix, String onWindows) {
    @Nullable String windows = variables.get("APPDATA");
    if (windows != null && System.getProperty("os.name").startsWith("Windows")) {
      return Optional.of(Path.of(windows, "postgresql", onWindows));
    }
    return Optional.ofNullable(variables.get("HOME")).map(home -> Path.of(home, unix));
  }
}
