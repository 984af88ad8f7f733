package dev.lifeboat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * Connections on which the driver throws an error in the middle of the COPY of a table, as it does
 * where a row does not fit the heap. Notes what the connection is asked for from then on.
 */
public final class FailingCopies extends OpaqueDataSource {
  private final Predicate<String> statements;
  private final Supplier<Error> errors;
  private final List<String> callsAfter = new CopyOnWriteArrayList<>();

  /**
   * Fails in the second message.
   *
   * @param statements which COPY statements fail
   * @param errors makes what is thrown
   */
  public FailingCopies(DataSource source, Predicate<String> statements, Supplier<Error> errors) {
    super(source);
    this.statements = statements;
    this.errors = errors;
  }

  /** What connections were asked for after they failed. */
  public List<String> callsAfter() {
    return callsAfter;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new Failing(super.getConnection()).connection();
  }

  private static <T> T proxy(Class<T> type, Object real, Interception interception) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingCopies.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = interception.before(method.getName(), arguments);
              if (result != null) {
                return result;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Gives a result in place of a call's own, or null. */
  private interface Interception {
    Object before(String method, Object[] arguments) throws SQLException;
  }

  /** One connection. */
  private final class Failing {
    private final Connection real;
    private volatile boolean failed;
    private int messages;

    Failing(Connection real) {
      this.real = real;
    }

    Connection connection() {
      return proxy(
          Connection.class,
          real,
          (method, arguments) -> {
            note(method);
            return method.equals("unwrap") ? driver() : null;
          });
    }

    private PGConnection driver() throws SQLException {
      Copies copies = new Copies(real.unwrap(BaseConnection.class));
      return proxy(
          PGConnection.class,
          real.unwrap(PGConnection.class),
          (method, arguments) -> method.equals("getCopyAPI") ? copies : null);
    }

    private void note(String method) {
      if (failed) {
        callsAfter.add(method);
      }
    }

    private <T extends CopyOperation> T failing(Class<T> type, T copy) {
      return proxy(
          type,
          copy,
          (method, arguments) -> {
            note(method);
            if (method.equals("readFromCopy") || method.equals("writeToCopy")) {
              failAtSecond();
            }
            return null;
          });
    }

    private void failAtSecond() {
      messages++;
      if (messages == 2) {
        failed = true;
        throw errors.get();
      }
    }

    private final class Copies extends CopyManager {
      Copies(BaseConnection connection) throws SQLException {
        super(connection);
      }

      @Override
      public CopyOut copyOut(String sql) throws SQLException {
        CopyOut copy = super.copyOut(sql);
        return statements.test(sql) ? failing(CopyOut.class, copy) : copy;
      }

      @Override
      public CopyIn copyIn(String sql) throws SQLException {
        CopyIn copy = super.copyIn(sql);
        return statements.test(sql) ? failing(CopyIn.class, copy) : copy;
      }
    }
  }
}
