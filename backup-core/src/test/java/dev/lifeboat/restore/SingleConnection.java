package dev.lifeboat.restore;

import dev.lifeboat.testing.OpaqueDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool of one connection, which stays open when it is returned. */
final class SingleConnection extends OpaqueDataSource implements AutoCloseable {
  private final Connection connection;

  SingleConnection(Connection connection) {
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
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Who the session works as, and all its settings but those that a library brings when loaded. */
  String settings() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT string_agg(name || '=' || setting, E'\\n' ORDER BY name)"
                    + " || E'\\nrole=' || current_setting('role')"
                    + " || E'\\nusers=' || session_user || ' ' || current_user"
                    + " FROM pg_catalog.pg_settings WHERE context IN ('user', 'superuser')"
                    + " AND name NOT LIKE '%.%'")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
