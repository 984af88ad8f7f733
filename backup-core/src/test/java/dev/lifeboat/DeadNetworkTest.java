package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DiscardedVolume;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.NetworkTimeout;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.Polling;
import dev.lifeboat.testing.StallingProxy;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that go dead without closing a connection, at every stage of every verb. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadNetworkTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  /** Long enough for a machine that is busy, and much shorter than what is waited for. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final int STAGES = 3;

  private static final Map<Verb, Long> PIECES = new ConcurrentHashMap<>();

  @TempDir static Path folder;

  private static TestDatabase source;
  private static MemoryStorage backups;

  @BeforeAll
  static void fillSource() {
    source = SERVER.createDatabase();
    source.execute(
        """
        CREATE TABLE a AS SELECT g AS id, repeat(md5(g::text), 10) AS t FROM generate_series(1, 20000) g;
        CREATE TABLE b AS TABLE a;
        ALTER TABLE a ADD PRIMARY KEY (id);
        CREATE INDEX ON b (t);
        CREATE VIEW v AS SELECT count(*) FROM a;
        SELECT lo_from_bytea(0, decode(repeat('00', 100000), 'hex'));
        """);
    backups = new MemoryStorage();
    lifeboat(source.dataSource()).backup();
    RoundTrip.usual().dump(source, folder.resolve("source.dump"));
  }

  @AfterAll
  static void dropSource() {
    source.close();
  }

  static Stream<Arguments> verbsAndStages() {
    return Arrays.stream(Verb.values())
        .flatMap(
            verb ->
                Arrays.stream(Death.values())
                    .flatMap(
                        death ->
                            IntStream.range(0, STAGES)
                                .mapToObj(stage -> Arguments.of(verb, death, stage))));
  }

  @ParameterizedTest(name = "{0}, {1}, stage {2}")
  @MethodSource("verbsAndStages")
  void noVerbHangs(Verb verb, Death death, int stage) throws Exception {
    long pieces = PIECES.computeIfAbsent(verb, DeadNetworkTest::count) * 3 / 5;
    long number = Math.max(1, pieces * stage / STAGES);
    Duration timeout = Duration.ofMillis(200);
    while (!endsWhenTheNetworkDies(verb, death, number, timeout)) {
      assertThat(timeout).as("the network never got to piece " + number).isLessThan(TIMEOUT);
      timeout = timeout.multipliedBy(2); // connecting took longer
    }
  }

  /** False if it ended before. */
  private static boolean endsWhenTheNetworkDies(
      Verb verb, Death death, long number, Duration timeout) throws IOException {
    AtomicBoolean happened = new AtomicBoolean();
    TestDatabase target = verb.target();
    try (StallingProxy network = StallingProxy.before(target)) {
      network.before(
          number,
          () -> {
            happened.set(true);
            death.happen(network);
          });
      assertThat(catchThrowable(() -> verb.run(network, timeout)))
          .isInstanceOf(LifeboatException.class)
          .isNotInstanceOf(RefusedException.class);
      return happened.get();
    } finally {
      verb.drop(target);
    }
  }

  @Test
  void aStatementThatTakesManyTimesAsLongAsTheTimeoutIsNoDeadNetwork() throws IOException {
    try (TestDatabase target = SERVER.createDatabase();
        StallingProxy network = StallingProxy.before(target)) {
      RestoreResult result =
          restoreScript(
              "SELECT pg_sleep(6);\nCREATE TABLE t (x int);", limited(network.dataSource()));
      assertThat(result.entries()).isEqualTo(2);
    }
  }

  @Test
  void aLockThatIsWaitedForManyTimesAsLongAsTheTimeoutIsNoDeadNetwork() throws Exception {
    try (StallingProxy network = StallingProxy.before(source);
        Connection migration = source.connect();
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("LOCK TABLE a");
      CompletableFuture<DumpSummary> dump =
          CompletableFuture.supplyAsync(
              () ->
                  Dumper.of(
                          limited(network.dataSource()),
                          DumpOptions.defaults(),
                          Events.silent("dump"))
                      .dumpTo(number -> new DiscardedVolume()));
      awaitSecondsOf("wait_event_type = 'Lock'");
      migration.commit();
      assertThat(dump.get().rows()).isEqualTo(40_000);
    }
  }

  @Test
  void aSinkThatTakesManyTimesAsLongAsTheTimeoutIsNoDeadNetwork() throws Exception {
    AtomicBoolean slow = new AtomicBoolean(true);
    try (StallingProxy network = StallingProxy.before(source)) {
      DumpSummary summary =
          Dumper.of(
                  limited(network.dataSource()),
                  DumpOptions.defaults().withJobs(1),
                  Events.silent("dump"))
              .dumpTo(
                  number ->
                      new VolumeOutput() {
                        @Override
                        public void write(int b) {}

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                          if (slow.getAndSet(false)) {
                            awaitSecondsOf("query LIKE 'COPY%'");
                          }
                        }

                        @Override
                        public void commit() {}

                        @Override
                        public void close() {}
                      });
      assertThat(summary.rows()).isEqualTo(40_000);
    }
  }

  @Test
  void whereThePoolHasNoConnectionToAskOnASlowStatementGoesOnAndSilenceEndsInTime()
      throws Exception {
    Duration timeout = Duration.ofMillis(250);
    try (TestDatabase target = SERVER.createDatabase();
        StallingProxy network = StallingProxy.before(target)) {
      DataSource pool = NetworkTimeout.on(new ExhaustedPool(network.dataSource(), 2), timeout);
      RestoreResult result = restoreScript("SELECT pg_sleep(2);", pool);
      assertThat(result.entries()).isEqualTo(1);
      DataSource other = NetworkTimeout.on(new ExhaustedPool(network.dataSource(), 2), timeout);
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> restoreScript("SELECT pg_sleep(30);", other)));
      Polling.until(
          "the script runs",
          () ->
              !"0"
                  .equals(
                      target.value(
                          "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'"
                              + " AND state = 'active'")));
      network.stall();
      assertThat(failure.get())
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("there was no other connection to ask the server on");
    }
  }

  @Test
  void rowsThatTheNetworkDoesNotTakeEndTheRestoreToo() throws Exception {
    try (TestDatabase target = SERVER.createDatabase();
        StallingProxy network = StallingProxy.before(target)) {
      CopyOfEndlessRows rows = new CopyOfEndlessRows(network);
      Throwable thrown =
          catchThrowable(
              () ->
                  Restorer.of(RestoreOptions.defaults().withJobs(1), Events.silent("restore"))
                      .restoreScript(rows, Target.database(limited(network.dataSource()))));
      assertThat(thrown)
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("the server is waiting for this end");
    }
  }

  private static RestoreResult restoreScript(String sql, DataSource into) {
    String script = "-- PostgreSQL database dump\n\n%s\n-- PostgreSQL database dump complete\n";
    return Restorer.of(RestoreOptions.defaults().withJobs(1), Events.silent("restore"))
        .restoreScript(
            new ByteArrayInputStream(script.formatted(sql).getBytes(StandardCharsets.UTF_8)),
            Target.database(into));
  }

  /** Six times the timeout. */
  private static void awaitSecondsOf(String state) {
    Polling.until(
        "a session has been so for 6 seconds: " + state,
        () ->
            !"0"
                .equals(
                    source.value(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND pid <> pg_backend_pid() AND "
                            + state
                            + " AND clock_timestamp() - query_start > '6 s'")));
  }

  private static long count(Verb verb) {
    TestDatabase target = verb.target();
    try (StallingProxy network = StallingProxy.before(target)) {
      verb.run(network, NetworkTimeout.DEFAULT);
      return network.forwarded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      verb.drop(target);
    }
  }

  private static DataSource limited(DataSource dataSource) {
    return NetworkTimeout.on(dataSource, TIMEOUT);
  }

  private static Lifeboat lifeboat(DataSource database) {
    return Lifeboat.builder()
        .source(Source.of("source", database))
        .storage(backups)
        .encryption(Plaintext.INSTANCE)
        .build();
  }

  /** A pool of so many connections, all open, which waits for no other to come back. */
  private static final class ExhaustedPool extends OpaqueDataSource {
    private final Queue<Connection> free = new ConcurrentLinkedQueue<>();

    ExhaustedPool(DataSource source, int connections) throws SQLException {
      super(source);
      for (int i = 0; i < connections; i++) {
        free.add(source.getConnection());
      }
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection next = free.poll();
      if (next == null) {
        throw new SQLTransientConnectionException("no connection is available");
      }
      return next;
    }
  }

  /** A script with a COPY that never ends, the network having died after a megabyte. */
  private static final class CopyOfEndlessRows extends InputStream {
    private static final byte[] START =
        "-- PostgreSQL database dump\n\nCREATE TABLE t (x text);\nCOPY t FROM stdin;\n"
            .getBytes(StandardCharsets.UTF_8);

    private final StallingProxy network;
    private long position;

    CopyOfEndlessRows(StallingProxy network) {
      this.network = network;
    }

    @Override
    public int read() {
      int next = position < START.length ? START[(int) position] : position % 80 == 0 ? '\n' : 'x';
      position++;
      if (position == 1_000_000) {
        network.stall();
      }
      return next;
    }
  }

  /** How a network dies. */
  enum Death {
    OF_ALL {
      @Override
      void happen(StallingProxy network) {
        network.die();
      }
    },
    OF_CONNECTIONS_THAT_ARE_THERE {
      @Override
      void happen(StallingProxy network) {
        network.stall();
      }
    };

    abstract void happen(StallingProxy network);
  }

  /** Every verb that connects. */
  enum Verb {
    BACKUP(false) {
      @Override
      void run(StallingProxy network, Duration timeout) {
        lifeboat(NetworkTimeout.on(network.dataSource(), timeout))
            .backup(
                BackupRequest.create()
                    .withOptions(
                        DumpOptions.defaults().withJobs(2).withVolumeSizeBytes(1024 * 1024)));
      }
    },
    GLOBALS(false) {
      @Override
      void run(StallingProxy network, Duration timeout) {
        Globals.read(
            NetworkTimeout.on(network.dataSource(), timeout), GlobalsScope.WITHOUT_PASSWORDS);
      }
    },
    RESTORE(true) {
      @Override
      void run(StallingProxy network, Duration timeout) {
        Lifeboat lifeboat = lifeboat(source.dataSource());
        Target target = Target.database(NetworkTimeout.on(network.dataSource(), timeout));
        lifeboat.restore(RestoreRequest.of(lifeboat.backups().get(0).id(), target));
      }
    },
    VERIFY(true) {
      @Override
      void run(StallingProxy network, Duration timeout) {
        Lifeboat lifeboat =
            Lifeboat.builder()
                .storage(backups)
                .scratch(
                    ServerScratch.on(
                        NetworkTimeout.on(network.dataSource(), timeout),
                        name -> NetworkTimeout.on(network.dataSource(name), timeout)))
                .build();
        Verification proof = lifeboat.verify(lifeboat.backups().get(0).id(), Depth.RESTORE);
        if (proof.outcome() == Outcome.INCONCLUSIVE) {
          throw new RetryableException(proof.findings().toString());
        }
        assertThat(proof.outcome()).isEqualTo(Outcome.PROVED);
      }
    };

    private final boolean writes;

    Verb(boolean writes) {
      this.writes = writes;
    }

    abstract void run(StallingProxy network, Duration timeout);

    TestDatabase target() {
      return writes ? SERVER.createDatabase() : source;
    }

    void drop(TestDatabase target) {
      if (writes) {
        target.close();
      }
      SERVER
          .admin()
          .query("SELECT datname FROM pg_database WHERE datname LIKE 'lifeboat\\_scratch\\_%'")
          .forEach(row -> SERVER.database(String.valueOf(row.get(0))).close());
    }
  }
}
