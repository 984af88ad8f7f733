package dev.lifeboat.testing;

import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Counts what a run asks of storages and databases, and strikes at one of these steps: the run is
 * interrupted there, or dies as if its process was killed. Thread-safe.
 */
public final class Steps {
  private static final Set<String> COUNTED =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback");

  private static final boolean ALL = "all".equals(System.getProperty("lifeboat.steps"));
  private static final int CHOSEN = 8;

  private final AtomicInteger count = new AtomicInteger();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final int at;
  private final Runnable strike;
  private volatile boolean dead;

  private Steps(int at, Runnable strike) {
    this.at = at;
    this.strike = strike;
  }

  /** Interrupts a thread at the step of a number, counted from 1, whichever thread comes to it. */
  public static Steps interruptingAt(int number, Thread thread) {
    return new Steps(number, thread::interrupt);
  }

  /**
   * Dies at the step of a number: all connections break, and nothing reaches a storage or a
   * database any more, whatever the run tries.
   */
  public static Steps dyingAt(int number) {
    return new Steps(number, null);
  }

  /** Counts steps and never strikes. */
  public static Steps counting() {
    return new Steps(Integer.MAX_VALUE, () -> {});
  }

  /**
   * Chooses steps to strike at: the first and the last ones, as that is where things begin and end,
   * and some at random; all of them with {@code -Dlifeboat.steps=all}.
   *
   * @param random whose seed is printed
   */
  public Set<Integer> chosen(Random random) {
    int last = count();
    Set<Integer> chosen = new TreeSet<>();
    for (int step = 1; step <= last; step++) {
      if (ALL || step <= 3 || step > last - 5 || random.nextInt(last) < CHOSEN) {
        chosen.add(step);
      }
    }
    return chosen;
  }

  /** Random numbers by {@code -Dlifeboat.seed}, or by a seed that is printed. */
  public static Random random(Class<?> test) {
    long seed = Long.getLong("lifeboat.seed", System.nanoTime());
    System.out.println(test.getSimpleName() + ": -Dlifeboat.seed=" + seed);
    return new Random(seed);
  }

  /** How many steps there were. */
  public int count() {
    return count.get();
  }

  /** Whether the run came as far as the step. */
  public boolean struck() {
    return count.get() >= at;
  }

  /** A storage whose calls are steps. */
  public Storage on(Storage storage) {
    return new SteppedStorage(storage);
  }

  /** A data source whose connections and statements are steps; as pools do, it heeds interrupts. */
  public DataSource on(DataSource source) {
    return new OpaqueDataSource(source) {
      @Override
      public Connection getConnection() throws SQLException {
        next();
        if (Thread.currentThread().isInterrupted()) {
          throw new SQLException("interrupted during connection acquisition");
        }
        Connection connection = source.getConnection();
        connections.add(connection);
        return stepped(Connection.class, connection);
      }
    };
  }

  private void next() {
    requireLife();
    if (count.incrementAndGet() == at) {
      if (strike == null) {
        die();
      } else {
        strike.run();
      }
    }
  }

  private void die() {
    dead = true;
    for (Connection connection : connections) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    requireLife();
  }

  private void requireLife() {
    if (dead) {
      throw new Dead();
    }
  }

  private <T> T stepped(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              requireLife();
              if (COUNTED.contains(method.getName())) {
                next();
              }
              try {
                return wrapped(method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Object wrapped(Object result) {
    if (result instanceof PreparedStatement statement) {
      return stepped(PreparedStatement.class, statement);
    }
    return result instanceof Statement statement ? stepped(Statement.class, statement) : result;
  }

  /** Stands for the end of the process. */
  public static final class Dead extends Error {
    private static final long serialVersionUID = 1L;

    Dead() {
      super("killed", null, false, false);
    }
  }

  private final class SteppedStorage extends ForwardingStorage {
    SteppedStorage(Storage storage) {
      super(storage);
    }

    @Override
    public Upload upload(ObjectKey key) {
      next();
      return new SteppedUpload(super.upload(key));
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) {
      next();
      return new SteppedRead(super.read(key, offset, length));
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
      next();
      return super.find(key);
    }

    @Override
    public Stream<StoredObject> list(ObjectKey folder) {
      next();
      return super.list(folder);
    }

    @Override
    public Stream<String> children(Optional<ObjectKey> folder) {
      next();
      return super.children(folder);
    }

    @Override
    public void delete(ObjectKey key) {
      next();
      super.delete(key);
    }
  }

  private final class SteppedUpload extends Upload {
    private final Upload upload;

    SteppedUpload(Upload upload) {
      this.upload = upload;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      next();
      upload.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      upload.flush();
    }

    @Override
    public void commit() throws IOException {
      next();
      upload.commit();
    }

    @Override
    public void close() throws IOException {
      requireLife();
      upload.close();
    }
  }

  private final class SteppedRead extends FilterInputStream {
    SteppedRead(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      next();
      return super.read(bytes, offset, length);
    }

    @Override
    public int read() throws IOException {
      next();
      return super.read();
    }
  }
}
