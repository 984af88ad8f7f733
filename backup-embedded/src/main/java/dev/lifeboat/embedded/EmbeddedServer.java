package dev.lifeboat.embedded;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server that lives as long as this object, or as the JVM if nobody closes it.
 *
 * <p>It listens on IPv4 loopback, on a port that was free, and lets in nobody without its random
 * password. It runs as an ordinary user, and as root where the system lets {@code unshare -U} make
 * a user namespace. It is tuned to be quick: a crash loses everything. When the JVM is killed, the
 * server and its files stay until the next start, which ends and removes them.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private static final String SUPERUSER = "postgres";
  private static final String DATABASE_NAME = "the name of a database";
  private static final int ATTEMPTS = 3;
  private static final int PASSWORD_BYTES = 24;

  /** Character classes as Unicode has them, whatever the system's C library knows: from 17 on. */
  private static final int BUILTIN_LOCALES = 17;

  private final EmbeddedPostgres server;
  private final DataLock lock;
  private final String password;

  private EmbeddedServer(Launch.Launched launched, String password) {
    this.server = launched.server();
    this.lock = launched.lock();
    this.password = password;
  }

  /**
   * Starts a server, which takes a second or two, and longer the first time.
   *
   * @return the server, to be closed by the caller
   * @throws RefusedException if there are no binaries for this platform, naming the artifact to add
   * @throws RetryableException if it does not start
   */
  public static EmbeddedServer start() {
    return start(Platform.current());
  }

  static EmbeddedServer start(Platform platform) {
    platform.requireBinaries();
    String password = password();
    IOException failure = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        Launch launch = new Launch(platform, WorkingDirectory.ours(), password);
        return new EmbeddedServer(launch.start(), password);
      } catch (IOException e) {
        // The port was free when it was chosen, which says nothing about a moment later.
        failure = e;
      } catch (IllegalStateException e) {
        throw cannotStart(e);
      }
    }
    throw cannotStart(failure);
  }

  /**
   * Makes an empty database in UTF-8.
   *
   * @param name any characters that PostgreSQL takes
   * @return connects to it as the superuser
   */
  public DataSource createDatabase(String name) {
    Given.value(name, DATABASE_NAME);
    String locale =
        majorVersion() < BUILTIN_LOCALES ? "" : " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'";
    run("CREATE DATABASE " + quoted(name) + " TEMPLATE template0 ENCODING 'UTF8'" + locale);
    return dataSource(name);
  }

  /** Connects to the server's own database, {@code postgres}, as the superuser. */
  public DataSource dataSource() {
    return dataSource(SUPERUSER);
  }

  /** Connects to a database as the superuser; the database need not be there yet. */
  public DataSource dataSource(String database) {
    PGSimpleDataSource source = source(Given.value(database, DATABASE_NAME));
    source.setUser(SUPERUSER);
    source.setPassword(password);
    return source;
  }

  /** Connects to a database as whoever is yet to be named. */
  PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {HOST});
    source.setPortNumbers(new int[] {port()});
    source.setDatabaseName(database);
    return source;
  }

  /** The address of a database as libpq writes it, with the password: not for messages. */
  public String url(String database) {
    Given.value(database, DATABASE_NAME);
    return "postgresql://"
        + SUPERUSER
        + ":"
        + password
        + "@"
        + HOST
        + ":"
        + port()
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The port on loopback. */
  public int port() {
    return server.getPort();
  }

  /** Stops the server, cutting off whoever is connected, and removes all its data. Idempotent. */
  @Override
  public void close() {
    try (lock) {
      server.close();
    } catch (IOException e) {
      throw new RetryableException(
          "The embedded PostgreSQL on port " + port() + " does not stop.", e);
    }
  }

  /** Where it is, without secrets. */
  @Override
  public String toString() {
    return "embedded PostgreSQL on " + HOST + ":" + port();
  }

  int majorVersion() {
    try (Connection connection = dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Runs a statement as the superuser, in the server's own database. */
  void run(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private RefusedException unusable(SQLException e) {
    return new RefusedException("The " + this + " refused: " + e.getMessage(), e);
  }

  private static RetryableException cannotStart(Exception cause) {
    return new RetryableException(
        "The embedded PostgreSQL does not start; as root it needs a system that lets unshare -U make"
            + " a user namespace, so try as an ordinary user, or name a scratch server of your own.",
        cause);
  }

  /** A new one that nobody can guess. */
  static String password() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
