package dev.lifeboat.dump;

import dev.lifeboat.testing.OpaqueDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the statements that are made on its connections. */
final class CountingDataSource extends OpaqueDataSource {
  private final AtomicInteger statements;

  CountingDataSource(DataSource source, AtomicInteger statements) {
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
