package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DiscardedVolume;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.dump.VolumeSink;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import dev.lifeboat.testing.Polling;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Standbys as sources, whose replay does not wait for what reads them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandbyTest {
  private static final Map<List<Object>, Pair> PAIRS = new ConcurrentHashMap<>();
  private static final DumpOptions OPTIONS =
      DumpOptions.defaults().withJobs(2).withVolumeSizeBytes(64 * 1024);
  private static final int ROWS = 10_000;

  private static final String FIRST_BACKUP = "There was no repository in memory";

  @TempDir Path folder;

  /** One major, unless others are chosen: each takes four servers. */
  static Stream<Integer> majors() {
    return TestPostgres.areChosen() ? TestPostgres.usual().map(TestPostgres::major) : Stream.of(17);
  }

  static Stream<Arguments> majorsAndConflicts() {
    return majors()
        .flatMap(
            major -> Stream.of(Conflict.values()).map(conflict -> Arguments.of(major, conflict)));
  }

  @ParameterizedTest
  @MethodSource("majorsAndConflicts")
  void aBackupThatTheStandbyCancelsBeginsAgainAndLeavesNothingOfWhatItBegan(
      int major, Conflict conflict) {
    try (Standby source = standby(major, conflict.feedback)) {
      Interrupting storage = new Interrupting(() -> source.provoke(conflict), 1);
      List<String> warnings = Collections.synchronizedList(new ArrayList<>());
      Backup backup = lifeboat(source, storage, warnings).backup(request());
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains("The dump begins again on a new snapshot: Could not ")
          .contains("(40001); let the standby wait longer (max_standby_streaming_delay)");
      assertThat(backup.totals().rows()).isEqualTo(2 * ROWS + source.rows());
      assertThat(storage.names())
          .as("all that is stored")
          .allMatch(name -> name.contains(backup.id().toString()))
          .filteredOn(name -> name.contains("/volume-"))
          .hasSize(backup.manifest().volumes().size());
    }
  }

  @ParameterizedTest
  @MethodSource("majorsAndConflicts")
  void aStandbyThatCancelsEachAttemptIsReportedAndNothingIsStored(int major, Conflict conflict) {
    try (Standby source = standby(major, conflict.feedback)) {
      Interrupting storage = new Interrupting(() -> source.provoke(conflict), Integer.MAX_VALUE);
      List<String> warnings = Collections.synchronizedList(new ArrayList<>());
      assertThatThrownBy(() -> lifeboat(source, storage, warnings).backup(request()))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("conflict with recovery (40001)")
          .hasMessageContaining("; the dump began again 3 times");
      assertThat(warnings).hasSize(3);
      assertThat(storage.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aFileBeginsAgainAndHoldsTheNewMoment(int major) throws IOException {
    Path file = folder.resolve("standby.dump");
    try (Standby source = standby(major, false);
        ArchiveFile archive = ArchiveFile.create(file);
        TestDatabase copy = TestPostgres.of(major).createDatabase()) {
      Interrupting once = new Interrupting(() -> source.provoke(Conflict.ROWS_ARE_REMOVED), 1);
      DumpSummary summary =
          Dumper.of(source.onStandby().dataSource(), OPTIONS, Events.silent("dump"))
              .dumpTo(
                  new VolumeSink() {
                    @Override
                    public VolumeOutput open(int number) throws IOException {
                      VolumeOutput volume = archive.open(number);
                      if (number == 3) {
                        once.interrupt();
                      }
                      return volume;
                    }

                    @Override
                    public boolean discardAll() throws IOException {
                      return archive.discardAll();
                    }
                  });
      archive.publish();
      assertThat(summary.rows()).isEqualTo(2 * ROWS + source.rows());
      RoundTrip.usual().restore(file, copy);
      assertThat(copy.value("SELECT count(*), sum(g) FROM t"))
          .isEqualTo(source.database.value("SELECT count(*), sum(g) FROM t"));
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void whatCannotBeginAgainEndsWithTheConflict(int major) {
    try (Standby source = standby(major, false)) {
      Interrupting once = new Interrupting(() -> source.provoke(Conflict.ROWS_ARE_REMOVED), 1);
      Dumper dumper = Dumper.of(source.onStandby().dataSource(), OPTIONS, Events.silent("dump"));
      assertThatThrownBy(
              () ->
                  dumper.dumpTo(
                      number -> {
                        once.interrupt();
                        return new DiscardedVolume();
                      }))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("conflict with recovery (40001)")
          .hasMessageNotContaining("began again");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void withFeedbackTheRowsOfTheMomentStay(int major) {
    try (Standby source = standby(major, true)) {
      Interrupting storage =
          new Interrupting(
              () -> {
                source.awaitFeedback();
                source.provoke(Conflict.ROWS_ARE_REMOVED);
              },
              1);
      List<String> warnings = Collections.synchronizedList(new ArrayList<>());
      Backup backup = lifeboat(source, storage, warnings).backup(request());
      assertThat(warnings).isEmpty();
      assertThat(backup.totals().rows()).isEqualTo(3 * ROWS);
      assertThat(source.rows()).isLessThan(ROWS);
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void dataThatAStandbyDoesNotHaveIsNamedAndCanBeLeftOut(int major) {
    try (Standby source = standby(major, false)) {
      source.database.execute(
          "CREATE UNLOGGED TABLE cache (id serial); INSERT INTO cache DEFAULT VALUES;"
              + " INSERT INTO other VALUES (1)");
      source.awaitReplay();
      Interrupting storage = new Interrupting(() -> {}, 0);
      Lifeboat lifeboat = lifeboat(source, storage, new ArrayList<>());
      assertThatThrownBy(() -> lifeboat.backup(request()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(
              "A standby has no data of unlogged tables and sequences: public.cache")
          .hasMessageContaining("--no-unlogged-table-data");
      Backup backup =
          lifeboat.backup(
              request()
                  .withOptions(
                      OPTIONS.withScope(DumpScope.ALL.without(Omission.UNLOGGED_TABLE_DATA))));
      assertThat(backup.totals().rows()).isEqualTo(3 * ROWS + 1);
      assertThat(backup.extent()).isEqualTo(Extent.PARTIAL);
    }
  }

  private static Lifeboat lifeboat(Standby source, Interrupting storage, List<String> warnings) {
    return Lifeboat.builder()
        .source(Source.of("standby", source.onStandby().dataSource()))
        .storage(storage)
        .encryption(Plaintext.INSTANCE)
        .listener(
            event -> {
              if (event instanceof Event.Warning warning
                  && !warning.message().startsWith(FIRST_BACKUP)) {
                warnings.add(warning.message());
              }
            })
        .build();
  }

  private static Standby standby(int major, boolean feedback) {
    Pair pair = PAIRS.computeIfAbsent(List.of(major, feedback), key -> Pair.start(major, feedback));
    TestDatabase database = pair.primary.createDatabase();
    database.execute(
        """
        CREATE TABLE a AS SELECT g, md5(g::text) FROM generate_series(1, %1$d) g;
        CREATE TABLE b AS TABLE a;
        CREATE TABLE t AS TABLE a;
        CREATE TABLE other (x int);
        """
            .formatted(ROWS));
    Standby source = new Standby(database, pair.standby);
    source.awaitReplay();
    return source;
  }

  private static BackupRequest request() {
    return BackupRequest.create().withOptions(OPTIONS);
  }

  /** What replay cannot wait for. */
  enum Conflict {
    ROWS_ARE_REMOVED(
        false,
        db ->
            db.executeEach(
                List.of(
                    "DELETE FROM t WHERE g IN (SELECT g FROM t ORDER BY g LIMIT 100)",
                    "VACUUM (TRUNCATE off) t"))),
    A_TABLE_IS_LOCKED(false, db -> db.execute("BEGIN; LOCK TABLE t; COMMIT")),
    A_TABLE_IS_TRUNCATED_WITH_FEEDBACK(true, db -> db.execute("TRUNCATE other"));

    private final boolean feedback;
    private final Consumer<TestDatabase> action;

    Conflict(boolean feedback, Consumer<TestDatabase> action) {
      this.feedback = feedback;
      this.action = action;
    }
  }

  /** A primary and a standby of it, without and with feedback. */
  record Pair(TestPostgres primary, TestPostgres standby) {
    static Pair start(int major, boolean feedback) {
      TestPostgres primary = TestPostgres.fresh(major);
      return new Pair(
          primary,
          primary.standby(
              Map.of(
                  "max_standby_streaming_delay", "0",
                  "wal_receiver_status_interval", "1",
                  "hot_standby_feedback", feedback ? "on" : "off")));
    }
  }

  /** A database of a primary, and of its standby. */
  private record Standby(TestDatabase database, TestPostgres standby) implements AutoCloseable {
    TestDatabase onStandby() {
      return standby.database(database.name());
    }

    long rows() {
      return Long.parseLong(String.valueOf(database.value("SELECT count(*) FROM t")));
    }

    void provoke(Conflict conflict) {
      conflict.action.accept(database);
      awaitReplay();
    }

    void awaitReplay() {
      String written = database.value("SELECT pg_logical_emit_message(false, 'all', 'done')");
      database.execute("CHECKPOINT"); // which writes what commits have put off
      Polling.until(
          "the standby has replayed " + written,
          () ->
              "t"
                  .equals(
                      standby
                          .admin()
                          .value("SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn")));
    }

    void awaitFeedback() {
      Polling.until(
          "the primary keeps the rows that the standby reads",
          () ->
              !"0"
                  .equals(
                      database.value(
                          "SELECT count(*) FROM pg_stat_replication WHERE backend_xmin IS NOT NULL")));
    }

    @Override
    public void close() {
      database.close();
    }
  }

  /** Interrupts an attempt when it stores its third volume. */
  private static final class Interrupting extends ForwardingStorage {
    private final MemoryStorage memory;
    private final Runnable interruption;
    private final AtomicInteger left;

    Interrupting(Runnable interruption, int times) {
      this(new MemoryStorage(), interruption, times);
    }

    private Interrupting(MemoryStorage memory, Runnable interruption, int times) {
      super(memory);
      this.memory = memory;
      this.interruption = interruption;
      this.left = new AtomicInteger(times);
    }

    @Override
    public Upload upload(ObjectKey key) {
      if (key.name().startsWith("volume-00002")) {
        interrupt();
      }
      return super.upload(key);
    }

    void interrupt() {
      if (left.getAndDecrement() > 0) {
        interruption.run();
      }
    }

    List<String> names() {
      try (Stream<StoredObject> objects = memory.list(new ObjectKey("standby"))) {
        return objects.map(object -> object.key().toString()).toList();
      }
    }
  }
}
