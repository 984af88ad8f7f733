package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.NetworkTimeout;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.testing.Polling;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testing.WatchedDataSource;
import dev.lifeboat.verify.ServerScratch;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Maintenance of shared catalogs, behind which every login waits, beside a dump. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedCatalogLockTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final int JOBS = 2;
  private static final DumpOptions OPTIONS =
      DumpOptions.defaults().withJobs(JOBS).withVolumeSizeBytes(64 * 1024);

  static Stream<Arguments> maintenanceBeforeEachConnection() {
    return IntStream.rangeClosed(1, JOBS + 1)
        .boxed()
        .flatMap(connection -> maintenance().map(statement -> Arguments.of(statement, connection)));
  }

  static Stream<String> maintenance() {
    return Stream.of("pg_authid", "pg_database", "pg_db_role_setting", "pg_auth_members")
        .flatMap(table -> Stream.of("REINDEX TABLE " + table, "VACUUM (FULL) " + table));
  }

  @ParameterizedTest
  @MethodSource("maintenanceBeforeEachConnection")
  void maintenanceThatBeginsBeforeAnyConnectionHangsNeitherItselfNorTheDump(
      String statement, int connection) {
    try (TestDatabase source = source()) {
      Maintenance maintenance = new Maintenance(source, statement);
      Dumper dumper =
          Dumper.of(
              new WatchedDataSource(
                  source.dataSource(),
                  number -> {
                    if (number == connection) {
                      maintenance.begin();
                    }
                  }),
              OPTIONS,
              Events.silent("dump"));
      assertThat(dumper.dumpTo(number -> new DiscardedVolume()).rows()).isEqualTo(20_001);
      maintenance.requireEnded();
    }
  }

  @ParameterizedTest
  @MethodSource("maintenance")
  void maintenanceThatBeginsWhenALostConnectionIsReplacedHangsNothingEither(String statement) {
    try (TestDatabase source = source()) {
      Maintenance maintenance = new Maintenance(source, statement);
      AtomicInteger begun = new AtomicInteger();
      Dumper dumper =
          Dumper.of(
              new WatchedDataSource(
                  source.dataSource(),
                  number -> {
                    if (number > JOBS + 1) {
                      maintenance.begin();
                    }
                  }),
              OPTIONS,
              Events.silent("dump"));
      DumpSummary summary =
          dumper.dumpTo(
              number -> {
                if (begun.getAndIncrement() == 0) {
                  terminateWorkers(source);
                  throw new IOException("the first volume fails");
                }
                return new DiscardedVolume();
              });
      assertThat(summary.rows()).isEqualTo(20_001);
      maintenance.requireEnded();
    }
  }

  @Test
  void whileRowsAreReadNoSessionOfTheDumpLocksASharedCatalog() {
    Queue<List<?>> locks = new ConcurrentLinkedQueue<>();
    try (TestDatabase source = source()) {
      Dumper.of(source.dataSource(), OPTIONS.withJobs(1), Events.silent("dump"))
          .dumpTo(
              number -> {
                locks.addAll(
                    source.query(
                        "SELECT l.relation::regclass FROM pg_locks l JOIN pg_stat_activity a"
                            + " USING (pid) WHERE l.locktype = 'relation' AND l.database = 0"
                            + " AND a.datname = current_database() AND pid <> pg_backend_pid()"));
                return new DiscardedVolume();
              });
    }
    assertThat(locks).isEmpty();
  }

  @Test
  void noVerbWaitsForALoginLongerThanItsNetworkTimeout() throws SQLException {
    try (TestDatabase source = source();
        Connection locking = source.connect();
        Statement lock = locking.createStatement()) {
      locking.setAutoCommit(false);
      lock.execute("LOCK TABLE pg_authid");
      DataSource database = NetworkTimeout.on(source.dataSource(), Duration.ofMillis(300));
      assertWaitsNoLonger(
          () ->
              Dumper.of(database, OPTIONS, Events.silent("dump"))
                  .dumpTo(number -> new DiscardedVolume()));
      assertWaitsNoLonger(() -> Globals.read(database, GlobalsScope.WITHOUT_PASSWORDS));
      assertWaitsNoLonger(
          () ->
              Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
                  .restoreScript(InputStream.nullInputStream(), Target.database(database)));
      assertWaitsNoLonger(() -> ServerScratch.on(database, name -> database).open());
    }
  }

  private static void assertWaitsNoLonger(Runnable verb) {
    assertThatThrownBy(verb::run)
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("Could not connect to the database within PT0.3S")
        .hasMessageContaining("locks a shared catalog");
  }

  private static TestDatabase source() {
    return SERVER
        .createDatabase()
        .execute(
            "CREATE TABLE large AS SELECT g, md5(g::text) FROM generate_series(1, 20000) g;"
                + " CREATE TABLE small AS SELECT 1 AS x");
  }

  /** All sessions but the oldest, which leads. */
  private static void terminateWorkers(TestDatabase source) {
    source.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname ="
            + " current_database() AND pid <> pg_backend_pid() AND backend_start > (SELECT"
            + " min(backend_start) FROM pg_stat_activity WHERE datname = current_database())");
  }

  /** A statement of maintenance in a session that was there before. */
  private static final class Maintenance {
    private final TestDatabase source;
    private final Connection connection;
    private final Connection watcher;
    private final String sql;
    private final CompletableFuture<Void> run = new CompletableFuture<>();
    private boolean begun;

    Maintenance(TestDatabase source, String sql) {
      this.source = source;
      this.sql = sql;
      try {
        connection = source.server().admin().connect();
        watcher = source.server().admin().connect();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Begins, and returns when it is done or waits for a lock. */
    synchronized void begin() {
      if (begun) {
        return;
      }
      begun = true;
      Thread thread = new Thread(this::execute, "maintenance");
      thread.setDaemon(true);
      thread.start();
      Polling.until(sql + " is done or waits", () -> run.isDone() || waits());
    }

    private void execute() {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET statement_timeout = '60s'");
        statement.execute(sql);
        run.complete(null);
      } catch (SQLException e) {
        run.completeExceptionally(e);
      }
    }

    private boolean waits() throws SQLException {
      try (Statement statement = watcher.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                      + " AND query = '"
                      + sql
                      + "'")) {
        return rows.next();
      }
    }

    void requireEnded() {
      assertThat(run).as(sql).succeedsWithin(Duration.ofMinutes(1));
      assertThat(source.value("SELECT 1")).as("a login").isEqualTo("1");
      try {
        connection.close();
        watcher.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
