package dev.lifeboat.postgres;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Calls into connection pools, which also throw unchecked exceptions of their own: HikariCP, for
 * one, connects when it starts, in its constructor or with the first connection.
 */
public final class Pools {
  private Pools() {}

  /**
   * Opens what connects to a database.
   *
   * @param connector the host's
   * @param database the name of the database, which exists
   * @return the host's, which closes it
   * @throws LifeboatException if the connector fails
   */
  public static DataSource open(Function<String, DataSource> connector, String database) {
    return call(connector, () -> connector.apply(database));
  }

  /** Takes a connection; the caller closes it. */
  static Connection connect(DataSource dataSource) {
    return call(
        dataSource,
        () -> {
          try {
            return dataSource.getConnection();
          } catch (SQLException e) {
            throw failure(e);
          }
        });
  }

  private static <T> T call(Object pool, Supplier<T> call) {
    try {
      return call.get();
    } catch (LifeboatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure(pool, e);
    }
  }

  /** The text is not repeated where it is none of JDBC's: it may hold a URL with a password. */
  private static LifeboatException failure(Object pool, RuntimeException thrown) {
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException known) {
        return failure(known);
      }
    }
    return new RefusedException(
        "Could not connect to the database: %s threw %s; see its cause"
            .formatted(pool.getClass().getName(), thrown.getClass().getName()),
        thrown);
  }

  private static LifeboatException failure(SQLException cause) {
    return PostgresFailure.ofConnecting(cause);
  }
}
