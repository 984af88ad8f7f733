package dev.lifeboat.dump;

import dev.lifeboat.testing.OpaqueDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Does something before a query that holds a text, once for each snapshot of a dump. */
final class InterposedSource extends OpaqueDataSource {
  private final String text;
  private final Runnable begin;
  private final Runnable action;
  private boolean armed;
  private int times;

  InterposedSource(DataSource source, String text, Runnable begin, Runnable action) {
    super(source);
    this.text = text;
    this.begin = begin;
    this.action = action;
  }

  /** How many times it was done. */
  int times() {
    return times;
  }

  @Override
  public Connection getConnection() throws SQLException {
    begin.run();
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            InterposedSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                String sql = (String) arguments[0];
                if (armed && sql.contains(text)) {
                  armed = false;
                  times++;
                  action.run();
                }
                armed |= sql.contains("pg_export_snapshot");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
