package dev.lifeboat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool of one connection, which stays open when it is returned. */
public final class SingleConnection extends OpaqueDataSource implements AutoCloseable {
  private final Connection connection;

  /** Takes a connection, which closing closes. */
  public SingleConnection(Connection connection) {
    super(new PGSimpleDataSource());
    this.connection = connection;
  }

  @Override
  public Connection getConnection() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Runs statements, one by one, as the host of the pool. */
  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a query that gives one text. */
  public String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Who the session works as, and all its settings but those that a library brings when loaded. */
  public String settings() throws SQLException {
    return value(
        "SELECT string_agg(name || '=' || setting, E'\\n' ORDER BY name)"
            + " || E'\\nrole=' || current_setting('role')"
            + " || E'\\nusers=' || session_user || ' ' || current_user"
            + " FROM pg_catalog.pg_settings WHERE context IN ('user', 'superuser')"
            + " AND name NOT LIKE '%.%'");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
