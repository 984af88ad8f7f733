package dev.lifeboat.postgres;

import dev.lifeboat.error.RefusedException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * How long Lifeboat waits for a connection, and for a sign of life on one that it waits on.
 *
 * <p>It bounds what a network does that goes dead without closing connections. A statement may take
 * any time: once nothing has come from the server for as long as the timeout, it is asked over
 * another connection of the same data source whether it still works on the statement. A connection
 * counts as lost, which is reported as retryable, when the server has no such session any more,
 * when it cannot be reached twice in a row, or when it has been waiting for this end for five times
 * the timeout. Where a pool has no connection to spare for asking, sixty times the timeout is the
 * bound; so give a pool one connection more than a verb takes.
 *
 * <p>{@link #DEFAULT} holds for every data source that Lifeboat is given, unless that was made by
 * {@link #on}.
 */
public final class NetworkTimeout {
  /** What holds unless another is chosen. */
  public static final Duration DEFAULT = Duration.ofMinutes(2);

  private NetworkTimeout() {}

  /**
   * The same data source with another network timeout, to be given to Lifeboat in its place.
   *
   * @param dataSource gives the connections; stays owned by the caller
   * @param timeout a millisecond or more
   */
  public static DataSource on(DataSource dataSource, Duration timeout) {
    if (timeout.isNegative() || timeout.toMillis() == 0) {
      throw new RefusedException(
          "The network timeout is %s; give a millisecond or more".formatted(timeout));
    }
    return new Limited(dataSource, timeout);
  }

  /**
   * What is derived from a data source, such as one that connects to another database, with the
   * same network timeout.
   *
   * @param known may have been made by {@link #on}
   * @param derivation derives another one from what {@code known} was made of
   */
  public static DataSource keep(DataSource known, UnaryOperator<DataSource> derivation) {
    return known instanceof Limited limited
        ? on(derivation.apply(limited.source), limited.timeout)
        : derivation.apply(known);
  }

  /** The network timeout that holds for a data source. */
  public static Duration of(DataSource dataSource) {
    return dataSource instanceof Limited limited ? limited.timeout : DEFAULT;
  }

  /** A data source and its timeout. */
  private record Limited(DataSource source, Duration timeout) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return source.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return source.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return type.isInstance(source) || source.isWrapperFor(type);
    }

    /** The source may show its password. */
    @Override
    public String toString() {
      return "a data source with a network timeout of " + timeout;
    }
  }
}
