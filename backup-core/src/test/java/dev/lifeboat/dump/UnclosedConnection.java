package dev.lifeboat.dump;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Consumer;

/** A connection that goes back to where it came from when it is closed. */
final class UnclosedConnection {
  private UnclosedConnection() {}

  static Connection of(Connection real, Consumer<Connection> giveBack) {
    return (Connection)
        Proxy.newProxyInstance(
            UnclosedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack.accept(real);
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
