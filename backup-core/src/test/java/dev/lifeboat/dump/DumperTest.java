package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.CountingDataSource;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumperTest {
  private static final DumpOptions SLICED =
      DumpOptions.defaults().withJobs(4).withVolumeSizeBytes(64 * 1024);
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir Path folder;

  static Stream<TestPostgres> servers() {
    return TestPostgres.usual();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSchoolComesBackAsItWas(TestPostgres server) {
    try (TestDatabase school = School.on(server)) {
      RoundTrip.usual().assertSameCopy(school, folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:6", "zstd:3"})
  void tablesThatSpanVolumesComeBackWhole(String compression) {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          CREATE TABLE large AS SELECT g AS id, repeat(md5(g::text), 20) AS t
          FROM generate_series(1, 40000) g;
          CREATE TABLE small AS SELECT 1 AS x;
          CREATE TABLE empty (x int);
          """);
      RoundTrip trip = RoundTrip.with(SLICED.withCompression(Compression.parse(compression)));
      DumpSummary summary = trip.dump(source, folder.resolve("sliced.dump"));
      DumpedTable large = table(summary, "large");
      assertThat(large.rows()).isEqualTo(40_000);
      assertThat(large.slices())
          .hasSize(compression.startsWith("gzip") ? 1 : large.slices().size())
          .isNotEmpty();
      if (!compression.startsWith("gzip")) {
        assertThat(large.slices().size()).isGreaterThan(1);
      }
      assertThat(table(summary, "empty").rows()).isZero();
      try (TestDatabase copy = SERVER.createDatabase()) {
        trip.restore(folder.resolve("sliced.dump"), copy);
        assertThat(
                copy.value(
                    "SELECT count(*), sum(id), md5(string_agg(t, '' ORDER BY id)) FROM large"))
            .isEqualTo(
                source.value(
                    "SELECT count(*), sum(id), md5(string_agg(t, '' ORDER BY id)) FROM large"));
      }
    }
  }

  @Test
  void theDigestOfATableDoesNotDependOnHowItWasCut() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("CREATE TABLE t AS SELECT g, md5(g::text) FROM generate_series(1, 100000) g");
      String whole =
          table(
                  RoundTrip.with(DumpOptions.defaults().withJobs(1))
                      .dump(source, folder.resolve("a")),
                  "t")
              .digest();
      String cut = table(RoundTrip.with(SLICED).dump(source, folder.resolve("b")), "t").digest();
      assertThat(cut).isEqualTo(whole);
    }
  }

  @Test
  void aDumpSeesOneMomentWhileTheSourceChanges() throws SQLException {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          CREATE TABLE account (id int PRIMARY KEY, amount int);
          INSERT INTO account SELECT g, 100 FROM generate_series(1, 100) g;
          CREATE TABLE filler AS SELECT g, repeat('x', 500) AS t FROM generate_series(1, 20000) g;
          CREATE TABLE moved (LIKE account);
          """);
      AtomicInteger transfers = new AtomicInteger();
      VolumeSink changing =
          number -> {
            source.execute(
                "UPDATE account SET amount = amount - 1 WHERE id = 1;"
                    + " INSERT INTO moved VALUES (1, 1)");
            transfers.incrementAndGet();
            return new DiscardedVolume();
          };
      DumpSummary summary =
          Dumper.of(source.dataSource(), SLICED, Events.silent("dump")).dumpTo(changing);
      assertThat(transfers.get()).isGreaterThan(1);
      assertThat(table(summary, "moved").rows()).as("rows of the moment before").isZero();
    }
  }

  @Test
  void everyTableThatCannotBeReadIsNamedBeforeAnythingIsWritten() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          DO $$BEGIN CREATE ROLE lifeboat_limited LOGIN; EXCEPTION WHEN duplicate_object THEN END$$;
          CREATE TABLE open (x int); CREATE TABLE closed (x int); CREATE TABLE secret (x int);
          CREATE SCHEMA hidden; CREATE TABLE hidden.t (x int);
          CREATE TABLE rows_hidden (x int);
          ALTER TABLE rows_hidden ENABLE ROW LEVEL SECURITY;
          GRANT SELECT ON open, rows_hidden TO lifeboat_limited;
          """);
      Dumper dumper =
          Dumper.of(
              source.dataSource("lifeboat_limited"), DumpOptions.defaults(), Events.silent("dump"));
      assertThatThrownBy(() -> dumper.dumpTo(DumperTest::refuse))
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "The role lifeboat_limited cannot read 4 tables or sequences: hidden.t (no USAGE on the"
                  + " schema), public.closed, public.rows_hidden (row security hides rows),"
                  + " public.secret; grant it pg_read_all_data (from PostgreSQL 14 on) or SELECT on them");
    }
  }

  @Test
  void aRoleThatMayReadAllDataIsEnough() {
    try (TestDatabase source = School.on(SERVER)) {
      source.execute(
          """
          DO $$BEGIN CREATE ROLE lifeboat_backup LOGIN BYPASSRLS; EXCEPTION WHEN duplicate_object THEN END$$;
          GRANT pg_read_all_data TO lifeboat_backup;
          SELECT lo_unlink(90001), lo_unlink(90002);
          """);
      DumpSummary summary =
          Dumper.of(
                  source.dataSource("lifeboat_backup"),
                  DumpOptions.defaults(),
                  Events.silent("dump"))
              .dumpTo(number -> new DiscardedVolume());
      assertThat(table(summary, "person").rows()).isEqualTo(500);
    }
  }

  @Test
  void theNumberOfQueriesDoesNotGrowWithTheNumberOfObjects() {
    assertThat(statements(300)).isEqualTo(statements(10)).isLessThan(200);
  }

  private static long statements(int tables) {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          DO $$BEGIN FOR i IN 1..%d LOOP
            EXECUTE format('CREATE TABLE t%%s (id serial PRIMARY KEY, up int REFERENCES t%%s, x text
              CHECK (x <> %%L))', i, i, 'y');
            EXECUTE format('CREATE VIEW v%%s AS SELECT * FROM t%%s', i, i);
            EXECUTE format('CREATE FUNCTION f%%s() RETURNS int LANGUAGE sql AS %%L', i, 'SELECT 1');
            EXECUTE format('COMMENT ON TABLE t%%s IS %%L', i, 'a table');
            EXECUTE format('GRANT SELECT ON t%%s TO PUBLIC', i);
            EXECUTE format('CREATE TRIGGER g BEFORE INSERT ON t%%s EXECUTE FUNCTION
              suppress_redundant_updates_trigger()', i);
          END LOOP; END$$
          """
              .formatted(tables)
              .replace("BEFORE INSERT", "BEFORE UPDATE")
              .replace("EXECUTE FUNCTION\n", "FOR EACH ROW EXECUTE FUNCTION\n"));
      AtomicInteger statements = new AtomicInteger();
      Dumper.of(
              new CountingDataSource(source.dataSource(), statements),
              DumpOptions.defaults().withContent(DumpContent.SCHEMA_ONLY),
              Events.silent("dump"))
          .dumpTo(number -> new DiscardedVolume());
      return statements.get();
    }
  }

  @Test
  void whoStandsInTheWayOfTheLocksIsNamed() throws SQLException {
    try (TestDatabase source = SERVER.createDatabase();
        Connection migration = source.execute("CREATE TABLE busy (x int)").connect();
        Statement statement = migration.createStatement()) {
      migration.setAutoCommit(false);
      statement.execute("SET application_name = 'a migration'; LOCK TABLE busy");
      Dumper dumper =
          Dumper.of(
              source.dataSource(),
              DumpOptions.defaults().withLockTimeout(Duration.ofMillis(200)),
              Events.silent("dump"));
      assertThatThrownBy(() -> dumper.dumpTo(DumperTest::refuse))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("a migration (pid ")
          .hasMessageContaining(" on public.busy");
    }
  }

  @Test
  void aVolumeThatFailsIsWrittenAgain() throws IOException {
    try (TestDatabase source = School.on(SERVER)) {
      Path file = folder.resolve("retried.dump");
      AtomicInteger failures = new AtomicInteger();
      try (ArchiveFile archive = ArchiveFile.create(file)) {
        DumpSummary summary =
            Dumper.of(source.dataSource(), SLICED, Events.silent("dump"))
                .dumpTo(number -> new FailingOnce(archive.open(number), failures));
        archive.publish();
        assertThat(failures.get()).isGreaterThan(0);
        assertThat(table(summary, "person").rows()).isEqualTo(500);
      }
      try (TestDatabase copy = SERVER.createDatabase()) {
        RoundTrip.usual().restore(file, copy);
        assertThat(copy.value("SELECT count(*) FROM attendance"))
            .isEqualTo(source.value("SELECT count(*) FROM attendance"));
      }
    }
  }

  @Test
  void aSinkThatKeepsFailingEndsTheDumpWithItsReason() {
    try (TestDatabase source = School.on(SERVER)) {
      Dumper dumper = Dumper.of(source.dataSource(), SLICED, Events.silent("dump"));
      assertThatThrownBy(
              () ->
                  dumper.dumpTo(
                      number -> {
                        throw new IOException("the disk is gone");
                      }))
          .isInstanceOf(LifeboatException.class)
          .hasMessageContaining("the disk is gone");
      assertThat(openTransactions(source)).as("what the dump left open").isEqualTo("0");
    }
  }

  @Test
  void aDumpThatFailedLeavesNoFile() throws IOException {
    Path file = folder.resolve("never.dump");
    try (TestDatabase source = School.on(SERVER);
        ArchiveFile archive = ArchiveFile.create(file)) {
      Dumper dumper = Dumper.of(source.dataSource(), SLICED, Events.silent("dump"));
      assertThatThrownBy(
              () ->
                  dumper.dumpTo(
                      number -> {
                        if (number > 1) {
                          throw new RefusedException("no more");
                        }
                        return archive.open(number);
                      }))
          .hasMessage("no more");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFileThatExistsIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("precious"), "data");
    assertThatThrownBy(() -> ArchiveFile.create(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("exists and is not overwritten");
    assertThat(file).hasContent("data");
  }

  @Test
  void progressIsToldFromTheStartAndAddsUp() {
    List<Event> told = new ArrayList<>();
    try (TestDatabase source = School.on(SERVER)) {
      Events events = new Events("backup", told::add, InstantSource.system());
      DumpSummary summary =
          Dumper.of(source.dataSource(), DumpOptions.defaults(), events)
              .dumpTo(number -> new DiscardedVolume());
      List<Event.Progress> progress =
          told.stream()
              .filter(Event.Progress.class::isInstance)
              .map(Event.Progress.class::cast)
              .toList();
      assertThat(progress.get(0).bytes()).isZero();
      assertThat(progress.get(0).estimatedBytes()).isPositive();
      Event.Progress last = progress.get(progress.size() - 1);
      assertThat(last.bytes()).isEqualTo(summary.sizeBytes());
    }
  }

  @Test
  void anInvalidIndexIsLeftOutWithAWarning() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          CREATE TABLE t (x int); CREATE INDEX broken ON t (x);
          UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass;
          """);
      DumpSummary summary =
          Dumper.of(source.dataSource(), DumpOptions.defaults(), Events.silent("dump"))
              .dumpTo(number -> new DiscardedVolume());
      assertThat(summary.warnings()).singleElement().asString().contains("\"broken\" is invalid");
    }
  }

  @Test
  void aDumpWhoseLocksWereLostOnTheWayFails() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("CREATE TABLE t AS SELECT 1 AS x");
      Dumper dumper =
          Dumper.of(source.dataSource(), DumpOptions.defaults().withJobs(1), Events.silent("dump"));
      assertThatThrownBy(
              () ->
                  dumper.dumpTo(
                      number -> {
                        source.query(
                            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                                + " ORDER BY backend_start LIMIT 1");
                        return new DiscardedVolume();
                      }))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("keep the snapshot of the source");
    }
  }

  @Test
  void aVolumeThatIsCommittedIsNotWrittenAgainWhateverItsClosingSays() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("CREATE TABLE t AS SELECT 1 AS x");
      AtomicInteger begun = new AtomicInteger();
      Dumper.of(source.dataSource(), DumpOptions.defaults(), Events.silent("dump"))
          .dumpTo(
              number -> {
                begun.incrementAndGet();
                return new UnclosableVolume();
              });
      assertThat(begun).hasValue(1);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void temporaryObjectsOfOthersAreNotInTheWay(TestPostgres server) throws SQLException {
    try (TestDatabase source = server.createDatabase();
        Connection other = source.execute("CREATE TABLE t (id serial)").connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE own (id serial, CHECK (id > 0)); INSERT INTO own DEFAULT VALUES;"
              + " COMMENT ON TABLE own IS 'temporary'; GRANT SELECT ON own TO PUBLIC;"
              + " CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
      DumpSummary summary =
          Dumper.of(source.dataSource(), DumpOptions.defaults(), Events.silent("dump"))
              .dumpTo(number -> new DiscardedVolume());
      assertThat(summary.sequences()).hasSize(1);
      assertThat(summary.warnings()).isEmpty();
    }
  }

  @Test
  void largeObjectsThatCannotBeReadAreNamedBeforeAnythingIsWritten() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          DO $$BEGIN CREATE ROLE lifeboat_backup LOGIN BYPASSRLS; EXCEPTION WHEN duplicate_object THEN END$$;
          GRANT pg_read_all_data TO lifeboat_backup;
          SELECT lo_create(7), lo_create(8), lo_create(9);
          GRANT SELECT ON LARGE OBJECT 8 TO lifeboat_backup;
          """);
      Dumper dumper =
          Dumper.of(
              source.dataSource("lifeboat_backup"), DumpOptions.defaults(), Events.silent("dump"));
      assertThatThrownBy(() -> dumper.dumpTo(DumperTest::refuse))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("cannot read large objects, 2: 7, 9; grant it SELECT on them");
    }
  }

  @Test
  void aConnectionOfThePoolComesBackAsItWas() throws SQLException {
    try (TestDatabase source = School.on(SERVER);
        PooledSource pool = new PooledSource(source.dataSource())) {
      List<String> before = pool.settings();
      Dumper.of(pool, DumpOptions.defaults().withJobs(2), Events.silent("dump"))
          .dumpTo(number -> new DiscardedVolume());
      assertThat(pool.settings()).isEqualTo(before);
    }
  }

  private static VolumeOutput refuse(int number) {
    throw new AssertionError("volume " + number + " was begun");
  }

  private static DumpedTable table(DumpSummary summary, String name) {
    return summary.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static String openTransactions(TestDatabase database) {
    return database.value(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND state <> 'idle'");
  }

  /** Is committed and then cannot be closed. */
  private static final class UnclosableVolume extends VolumeOutput {
    @Override
    public void write(int b) {}

    @Override
    public void commit() {}

    @Override
    public void close() throws IOException {
      throw new IOException("the connection dropped");
    }
  }

  /** Fails the first commit of each of the first three volumes. */
  private static final class FailingOnce extends VolumeOutput {
    private final VolumeOutput volume;
    private final AtomicInteger failures;

    FailingOnce(VolumeOutput volume, AtomicInteger failures) {
      this.volume = volume;
      this.failures = failures;
    }

    @Override
    public void write(int b) throws IOException {
      volume.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      volume.write(bytes, offset, length);
    }

    @Override
    public void commit() throws IOException {
      if (failures.getAndIncrement() < 2) {
        throw new IOException("the connection dropped");
      }
      volume.commit();
    }

    @Override
    public void close() throws IOException {
      volume.close();
    }
  }

  /** Hands the same connections out again, as a pool does. */
  private static final class PooledSource extends OpaqueDataSource implements AutoCloseable {
    private final List<Connection> idle = new ArrayList<>();

    PooledSource(DataSource target) {
      super(target);
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
      Connection real = idle.isEmpty() ? super.getConnection() : idle.remove(0);
      return UnclosedConnection.of(real, this::giveBack);
    }

    private synchronized void giveBack(Connection real) {
      idle.add(0, real);
    }

    /** What all settings of each connection are, and whether it commits by itself. */
    List<String> settings() throws SQLException {
      if (idle.isEmpty()) {
        getConnection().close();
      }
      List<String> settings = new ArrayList<>();
      try (Connection connection = getConnection();
          Statement statement = connection.createStatement();
          var rows =
              statement.executeQuery("SELECT name || '=' || setting FROM pg_settings ORDER BY 1")) {
        settings.add("autocommit=" + connection.getAutoCommit());
        while (rows.next()) {
          settings.add(rows.getString(1));
        }
      }
      return settings;
    }

    @Override
    public void close() throws SQLException {
      for (Connection connection : idle) {
        connection.close();
      }
    }
  }
}
