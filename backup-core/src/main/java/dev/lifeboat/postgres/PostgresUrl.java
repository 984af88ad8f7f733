package dev.lifeboat.postgres;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a database as people have it at hand: {@code postgresql://…} as libpq and Prisma
 * write it, or {@code jdbc:postgresql:…}. Immutable.
 *
 * <p>What libpq and the JDBC driver have in common is understood; any other parameter is left out,
 * with a warning that names it and never its value. What the URL does not say comes from {@code
 * PGHOST}, {@code PGUSER}, {@code PGPASSWORD}, {@code PGPASSFILE}, {@code PGDATABASE}, {@code
 * PGSSLMODE} and the like, from the connection service that {@code ?service=} or {@code PGSERVICE}
 * names, and the password at last from {@code ~/.pgpass}, as libpq does it (PostgreSQL's
 * documentation, "Connection URIs", "Environment Variables", "The Connection Service File" and "The
 * Password File").
 *
 * <p>The password is in nothing that this class says.
 */
public final class PostgresUrl {
  private static final int DEFAULT_PORT = 5432;

  private final List<Host> hosts;
  private final String database;
  private final PostgresUrlSettings settings;
  private final PostgresUrlEnvironment environment;

  PostgresUrl(
      List<Host> hosts,
      String database,
      PostgresUrlSettings settings,
      PostgresUrlEnvironment environment) {
    this.hosts = List.copyOf(hosts);
    this.database = database;
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * Reads an address, with this process's environment.
   *
   * @throws RefusedException if it is none, names no host, or says something that cannot be
   */
  public static PostgresUrl parse(String text) {
    return parse(text, System.getenv());
  }

  /**
   * Reads an address.
   *
   * @param environment variables such as {@code PGPASSWORD}
   * @throws RefusedException if it is none, names no host, or says something that cannot be
   */
  public static PostgresUrl parse(String text, Map<String, String> environment) {
    return PostgresUrlParser.parse(
        Given.value(text, "the address of a database"),
        new PostgresUrlEnvironment(Given.value(environment, "the environment")));
  }

  /** The name of the database. */
  public String database() {
    return database;
  }

  /** The role to connect as. */
  public String user() {
    return settings.user();
  }

  /**
   * What was left out, one sentence each: parameters of the URL, and a password file that is needed
   * but not used, since others may access it.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(settings.warnings());
    if (settings.password().isEmpty()) {
      environment
          .passwords(settings.passwordFile())
          .flatMap(PostgresUrlPasswords::warning)
          .ifPresent(warnings::add);
    }
    return List.copyOf(warnings);
  }

  /** Another database of the same server. */
  public PostgresUrl withDatabase(String name) {
    return new PostgresUrl(hosts, name, settings, environment);
  }

  /**
   * One of the driver's data sources, which opens a new connection each time it is asked. It
   * introduces itself as {@code lifeboat} unless the URL says otherwise.
   *
   * @throws RefusedException if the password file is there and cannot be read
   */
  public PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(hosts.stream().map(Host::name).toArray(String[]::new));
    source.setPortNumbers(hosts.stream().mapToInt(Host::port).toArray());
    source.setDatabaseName(database);
    source.setUser(user());
    password().ifPresent(source::setPassword);
    apply(source);
    return source;
  }

  /** The address without its password and parameters, on one line. */
  @Override
  public String toString() {
    return "postgresql://%s@%s/%s"
        .formatted(
            encoded(user()),
            hosts.stream().map(Host::toString).collect(Collectors.joining(",")),
            encoded(database));
  }

  private void apply(PGSimpleDataSource source) {
    for (Map.Entry<String, String> property : settings.driverProperties().entrySet()) {
      try {
        source.setProperty(property.getKey(), property.getValue());
      } catch (SQLException | RuntimeException e) {
        // Without the cause: it quotes the value.
        throw new RefusedException(
            "The database URL gives %s a value that the driver does not take; correct it"
                .formatted(property.getKey()));
      }
    }
  }

  private Optional<String> password() {
    return settings.password().or(this::passwordFromFile);
  }

  private Optional<String> passwordFromFile() {
    Optional<PostgresUrlPasswords> file = environment.passwords(settings.passwordFile());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return file.get().find(hosts, database, user());
    } catch (IOException e) {
      throw new RefusedException(
          "The password file %s cannot be read; check who may read it".formatted(file.get()), e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Where a server listens.
   *
   * @param name a host name or an IP address, without brackets
   * @param port the TCP port
   */
  record Host(String name, int port) {
    static Host of(String name) {
      return new Host(name, DEFAULT_PORT);
    }

    @Override
    public String toString() {
      return (name.contains(":") ? "[" + name + "]" : encoded(name)) + ":" + port;
    }
  }
}
