package dev.lifeboat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the statements that are made on its connections. */
public final class CountingDataSource extends OpaqueDataSource {
  private final AtomicInteger statements;

  /** Counts into a counter of the caller. */
  public CountingDataSource(DataSource source, AtomicInteger statements) {
    super(source);
    this.statements = statements;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            CountingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().matches("createStatement|prepareStatement")) {
                statements.incrementAndGet();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
