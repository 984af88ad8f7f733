package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.NetworkTimeout;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools that have fewer connections than a verb takes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallPoolTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  static Stream<Arguments> poolsAndJobs() {
    return Arrays.stream(Exhausted.values())
        .flatMap(exhausted -> Stream.of(1, 2, 4).map(jobs -> Arguments.of(exhausted, jobs)));
  }

  @ParameterizedTest
  @MethodSource("poolsAndJobs")
  void aDumpSaysHowManyConnectionsItTakes(Exhausted exhausted, int jobs) {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("CREATE TABLE t AS SELECT 1 AS x");
      Dumper dumper =
          Dumper.of(
              pool(source, jobs, exhausted),
              DumpOptions.defaults().withJobs(jobs),
              Events.silent("dump"));
      assertThatThrownBy(() -> dumper.dumpTo(number -> new DiscardedVolume()))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining(
              "A dump with %d job%s takes %d connections at once, and only %d could be had"
                  .formatted(jobs, jobs == 1 ? "" : "s", jobs + 1, jobs))
          .hasMessageContaining("give the pool more connections, or use fewer jobs");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestoreSaysHowManyConnectionsItTakes(Exhausted exhausted) {
    try (TestDatabase target = SERVER.createDatabase()) {
      Restorer restorer =
          Restorer.of(RestoreOptions.defaults().withJobs(2), Events.silent("restore"));
      DataSource pool = pool(target, 1, exhausted);
      assertThatThrownBy(
              () -> restorer.restoreScript(InputStream.nullInputStream(), Target.database(pool)))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining(
              "A restore with 2 jobs takes 2 connections at once, and only 1 could be had");
    }
  }

  private static DataSource pool(TestDatabase database, int size, Exhausted exhausted) {
    return NetworkTimeout.on(
        new Pool(database.dataSource(), size, exhausted), Duration.ofSeconds(2));
  }

  /** What a pool does that has no connection left. */
  enum Exhausted {
    /** As HikariCP. */
    TRANSIENT {
      @Override
      void refuse() throws SQLException {
        throw new SQLTransientConnectionException(
            "Pool-1 - Connection is not available, request timed out after 30000ms.");
      }
    },
    /** As Commons DBCP and Tomcat. */
    WITHOUT_STATE {
      @Override
      void refuse() throws SQLException {
        throw new SQLException("Cannot get a connection, pool error: Timeout waiting");
      }
    },
    /** As Commons DBCP unless it is told otherwise. */
    WAITS_FOR_EVER {
      @Override
      void refuse() throws SQLException {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new SQLException(e);
        }
      }
    };

    abstract void refuse() throws SQLException;
  }

  /** Has so many connections. */
  private static final class Pool extends OpaqueDataSource {
    private final Semaphore free;
    private final Exhausted exhausted;

    Pool(DataSource source, int size, Exhausted exhausted) {
      super(source);
      this.free = new Semaphore(size);
      this.exhausted = exhausted;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (!free.tryAcquire()) {
        exhausted.refuse();
      }
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  free.release();
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
