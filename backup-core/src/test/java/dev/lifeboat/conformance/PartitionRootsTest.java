package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.conformance.PartitionKeys.Key;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.dump.scope.FilterKind;
import dev.lifeboat.dump.scope.PartitionLoad;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreConduct;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.SessionChoice;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.restore.scope.RuleKind;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows come back whichever partition they belong to in the database that they come to. */
class PartitionRootsTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);

  private static final String MOODS =
      """
      CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e', 'f', 'g');
      CREATE TABLE felt (m mood, v int, pad text) PARTITION BY HASH (m);
      CREATE TABLE felt_0 PARTITION OF felt FOR VALUES WITH (MODULUS 3, REMAINDER 0);
      CREATE TABLE felt_1 PARTITION OF felt FOR VALUES WITH (MODULUS 3, REMAINDER 1);
      CREATE TABLE felt_2 PARTITION OF felt FOR VALUES WITH (MODULUS 3, REMAINDER 2);
      """;

  private static final String ROWS =
      "INSERT INTO felt SELECT (enum_range(NULL::mood))[1 + i %% 7], i, repeat('x', %d)"
          + " FROM generate_series(1, %d) AS i;";

  /** As many volumes as there can be, so that workers share partitions. */
  private static final DumpOptions IN_PIECES =
      DumpOptions.defaults()
          .withCompression(new Compression.Zstd(1))
          .withJobs(3)
          .withVolumeSizeBytes(1);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void rowsOfEveryKeyThatMovesThemAreLoadedThroughTheRoot(TestPostgres server) {
    List<Key> moving = existing(PartitionKeys.moving(), server);
    try (TestDatabase source = source(server, moving);
        TestDatabase copy = server.createDatabase()) {
      Path file = dump(source, IN_PIECES);

      Map<String, Long> direct = directly(file, moving);
      for (Key key : moving) {
        assertThat(direct.getOrDefault(key.name(), 0L))
            .as(key.name())
            .isEqualTo((long) key.direct());
      }
      RoundTrip.with(IN_PIECES).restore(file, copy);
      assertSameRows(source, copy, moving);
      assertThat(places(copy, moving)).isNotEqualTo(places(source, moving));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void rowsOfOtherKeysGoWhereTheyWere(TestPostgres server) {
    List<Key> staying = existing(PartitionKeys.staying(), server);
    try (TestDatabase source = source(server, staying);
        TestDatabase copy = server.createDatabase()) {
      Path file = dump(source, IN_PIECES);

      assertThat(entries(file)).allMatch(entry -> entry.root().isEmpty());
      RoundTrip.with(IN_PIECES).restore(file, copy);
      assertSameRows(source, copy, staying);
      assertThat(places(copy, staying)).isEqualTo(places(source, staying));
    }
  }

  @Test
  void pgRestoreLoadsThemWithSeveralWorkersToo() {
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    List<Key> moving = existing(PartitionKeys.moving(), SERVER);
    try (TestDatabase source = source(SERVER, moving);
        TestDatabase copy = SERVER.createDatabase()) {
      Path file = dump(source, IN_PIECES.withCompression(new Compression.Gzip(1)));

      pgRestore.with("-e", "-j", 4, "-d", copy.name(), file).env(copy.environment()).succeed();

      assertSameRows(source, copy, moving);
    }
  }

  @Test
  void pgDumpMarksPlainEnumsInTheSameWay() throws IOException {
    Program pgDump = Program.requireAtLeast("pg_dump", 15);
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    try (TestDatabase source = SERVER.createDatabase().execute(MOODS)) {
      Path theirs = folder.resolve("theirs.dump");
      Path ours = dump(source, IN_PIECES.withCompression(new Compression.Gzip(1)));
      pgDump.with("-Fc", "-f", theirs).env(source.environment()).succeed();

      assertThat(copies(pgRestore, ours)).hasSize(6).isEqualTo(copies(pgRestore, theirs));
    }
  }

  private List<String> copies(Program pgRestore, Path archive) throws IOException {
    Path script = Files.createTempFile(folder, "script", ".sql");
    pgRestore.with("-f", script, archive).succeed();
    return Files.readAllLines(script).stream()
        .filter(line -> line.startsWith("COPY ") || line.startsWith("-- load via"))
        .map(line -> line.replace("\"", ""))
        .toList();
  }

  /** A table that is large enough is emptied before it is loaded, which a root must never be. */
  @Test
  void largePartitionsLoseNothing() {
    try (TestDatabase source =
            SERVER.createDatabase().execute(MOODS + ROWS.formatted(200, 60_000));
        TestDatabase copy = SERVER.createDatabase()) {
      Path file = dump(source, IN_PIECES.withVolumeSizeBytes(1 << 20));
      RoundTrip.with(IN_PIECES).restore(file, copy);
      assertSame(source, copy);
    }
  }

  @Test
  void scriptsGoThroughTheRootToo() throws IOException {
    try (TestDatabase source = SERVER.createDatabase().execute(MOODS + ROWS.formatted(1, 500))) {
      Path file = dump(source, IN_PIECES);
      for (RowForm form :
          List.of(
              new RowForm.Copy(),
              new RowForm.Inserts(RowForm.Columns.IMPLIED, 9, RowForm.Conflict.FAIL))) {
        Path script = write(file, new ArchiveFormat.Script(form));
        assertThat(Files.readString(script)).contains(" \"public\".\"felt\" ");
        try (TestDatabase copy = SERVER.createDatabase()) {
          load(script, copy, RestoreOptions.defaults());
          assertSame(source, copy);
        }
      }
    }
  }

  @Test
  void aScriptOfPgDumpIsLoadedThroughTheRoot() {
    Program pgDump = Program.requireAtLeast("pg_dump", 15);
    try (TestDatabase source = SERVER.createDatabase().execute(MOODS + ROWS.formatted(1, 500))) {
      for (String rows : List.of("--load-via-partition-root", "--inserts")) {
        Path script = folder.resolve("pg_dump" + rows + ".sql");
        pgDump.with(rows, "-f", script).env(source.environment()).succeed();
        try (TestDatabase copy = SERVER.createDatabase()) {
          load(script, copy, RestoreOptions.defaults());
          assertSame(source, copy);
        }
      }
    }
  }

  @Test
  void aPartitionThatIsRestoredAloneTakesItsRowsItself() {
    try (TestDatabase source = SERVER.createDatabase().execute(MOODS + ROWS.formatted(1, 500));
        TestDatabase copy = SERVER.createDatabase()) {
      copy.execute("CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e', 'f', 'g');");
      RestoreScope one =
          RestoreScope.ALL.with(RestoreFilter.everything().with(RuleKind.TABLE, "felt_1"));
      load(dump(source, IN_PIECES), copy, options(one));
      assertThat(rows(copy, "felt_1")).isEqualTo(rows(source, "felt_1")).isNotEqualTo("0");

      copy.execute("DROP TABLE felt_1");
      DumpFilter filter = DumpFilter.everything().with(FilterKind.TABLE, "felt_1");
      Path alone = dump(source, IN_PIECES.withFilter(filter));
      assertThat(entries(alone)).singleElement().matches(entry -> entry.root().isEmpty());
      load(alone, copy, options(RestoreScope.ALL));
      assertThat(rows(copy, "felt_1")).isEqualTo(rows(source, "felt_1"));
    }
  }

  @Test
  void rowsAloneGoThroughTheRootOfTheTarget() {
    try (TestDatabase source = SERVER.createDatabase().execute(MOODS + ROWS.formatted(1, 500));
        TestDatabase copy = SERVER.createDatabase().execute(MOODS)) {
      load(dump(source, IN_PIECES), copy, options(RestoreScope.ALL.with(DumpContent.DATA_ONLY)));
      assertSame(source, copy);

      copy.execute("TRUNCATE felt");
      Path data = dump(source, IN_PIECES.withContent(DumpContent.DATA_ONLY));
      assertThat(entries(data)).hasSize(3).allMatch(entry -> entry.root().isPresent());
      load(data, copy, options(RestoreScope.ALL));
      assertSame(source, copy);
    }
  }

  /** Each worker may reach each partition, whose trigger it must keep quiet. */
  @Test
  void triggersOfAllPartitionsAreQuietWhereThatIsAskedFor() {
    try (TestDatabase source = SERVER.createDatabase().execute(MOODS + ROWS.formatted(1, 500));
        TestDatabase copy = SERVER.createDatabase().execute(MOODS)) {
      copy.execute(
          """
          CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql
            AS $$BEGIN NEW.v = -1; RETURN NEW; END$$;
          CREATE TRIGGER spoils BEFORE INSERT ON felt_0 FOR EACH ROW EXECUTE FUNCTION spoil();
          CREATE TRIGGER spoils BEFORE INSERT ON felt_2 FOR EACH ROW EXECUTE FUNCTION spoil();
          ALTER TABLE felt_2 ENABLE ALWAYS TRIGGER spoils;
          """);
      RestoreConduct quiet =
          RestoreConduct.DEFAULT
              .withJobs(3)
              .with(SessionChoice.DEFAULT.with(SessionChoice.Triggers.DISABLED));
      load(
          dump(source, IN_PIECES),
          copy,
          options(RestoreScope.ALL.with(DumpContent.DATA_ONLY)).with(quiet));
      assertSame(source, copy);
    }
  }

  /** Rows for a foreign partition would be written to another server, which may hold them. */
  @Test
  void noRowsAreRoutedWhereSomePartitionsAreForeign() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          CREATE EXTENSION postgres_fdw;
          CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
          CREATE TYPE mood AS ENUM ('a', 'b');
          CREATE TABLE felt (m mood) PARTITION BY HASH (m);
          CREATE TABLE felt_0 PARTITION OF felt FOR VALUES WITH (MODULUS 2, REMAINDER 0);
          CREATE FOREIGN TABLE felt_1 PARTITION OF felt
            FOR VALUES WITH (MODULUS 2, REMAINDER 1) SERVER elsewhere;
          """);
      Path file = folder.resolve("foreign.dump");
      DumpSummary dumped = RoundTrip.with(IN_PIECES).dump(source, file);
      assertThat(entries(file)).singleElement().matches(entry -> entry.root().isEmpty());
      assertThat(dumped.warnings())
          .singleElement()
          .asString()
          .contains("partitions of \"public\".\"felt\"", "--load-via-partition-root");

      Path asked = dump(source, throughTheRoot());
      assertThat(entries(asked)).singleElement().matches(entry -> entry.root().isPresent());
    }
  }

  /** The hash of text is that of its bytes, so that no source can tell where it belongs. */
  @Test
  void wherePartitionsAreOthersInTheTargetTheOptionHelps() {
    String table =
        """
        CREATE TABLE t (a text, b int) PARTITION BY HASH (a);
        CREATE TABLE t_0 PARTITION OF t FOR VALUES WITH (MODULUS %1$d, REMAINDER 0);
        CREATE TABLE t_1 (b int, a text);
        ALTER TABLE t ATTACH PARTITION t_1 FOR VALUES WITH (MODULUS %1$d, REMAINDER 1);
        """;
    try (TestDatabase source = SERVER.createDatabase().execute(table.formatted(2));
        TestDatabase copy = SERVER.createDatabase().execute(table.formatted(3))) {
      source.execute("INSERT INTO t SELECT 'text ' || i, i FROM generate_series(1, 500) AS i");
      copy.execute("CREATE TABLE t_2 PARTITION OF t FOR VALUES WITH (MODULUS 3, REMAINDER 2)");
      Path file = folder.resolve("text.dump");
      DumpSummary dumped = RoundTrip.with(throughTheRoot()).dump(source, file);
      assertThat(dumped.tables())
          .extracting(DumpedTable::columns)
          .containsOnly(List.of("a", "b"))
          .hasSize(2);
      assertThat(dumped.partial()).isEmpty();

      load(file, copy, options(RestoreScope.ALL.with(DumpContent.DATA_ONLY)));

      assertThat(copy.value("SELECT count(*) FROM t_2")).isNotEqualTo("0");
      assertThat(rows(copy, "t")).isEqualTo(rows(source, "t"));
    }
  }

  private static DumpOptions throughTheRoot() {
    return IN_PIECES.withScope(DumpScope.ALL.with(PartitionLoad.THROUGH_THE_ROOT));
  }

  private static RestoreOptions options(RestoreScope scope) {
    return RestoreOptions.defaults().with(scope).with(Existing.LEFT).withJobs(3);
  }

  private static List<Key> existing(List<Key> keys, TestPostgres server) {
    return keys.stream().filter(key -> server.major() >= key.since()).toList();
  }

  private static TestDatabase source(TestPostgres server, List<Key> keys) {
    TestDatabase source = server.createDatabase().execute(PartitionKeys.NEEDED);
    keys.forEach(key -> source.execute(key.sql()));
    return source;
  }

  private Path dump(TestDatabase source, DumpOptions options) {
    Path file = folder.resolve(source.name() + "-" + System.nanoTime() + ".dump");
    RoundTrip.with(options).dump(source, file);
    return file;
  }

  private Path write(Path from, ArchiveFormat.Script format) throws IOException {
    Path to = Files.createTempFile(folder, "written", ".sql");
    try (DumpFile dump = DumpFile.open(from);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      format.write(((DumpFile.Archive) dump).source(), out);
    }
    return to;
  }

  private static void load(Path dump, TestDatabase copy, RestoreOptions options) {
    try (DumpFile file = DumpFile.open(dump)) {
      Restorer.of(options, Events.silent("restore"))
          .restore(file, Target.database(copy.dataSource()));
    }
  }

  private static List<TocEntry> entries(Path file) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      return archive.toc().entries().stream()
          .filter(entry -> entry.description().equals(TocEntry.TABLE_DATA))
          .toList();
    }
  }

  /** How many partitions of each table are loaded directly. */
  private static Map<String, Long> directly(Path file, List<Key> keys) {
    return entries(file).stream()
        .filter(entry -> entry.root().isEmpty())
        .flatMap(entry -> keys.stream().filter(key -> isOf(entry, key)))
        .collect(Collectors.groupingBy(Key::name, TreeMap::new, Collectors.counting()));
  }

  private static boolean isOf(TocEntry entry, Key key) {
    return entry.tag().matches(key.table() + "_\\d.*");
  }

  private static void assertSameRows(TestDatabase source, TestDatabase copy, List<Key> keys) {
    for (Key key : keys) {
      assertThat(rows(copy, key.table())).as(key.name()).isEqualTo(rows(source, key.table()));
    }
  }

  private static void assertSame(TestDatabase source, TestDatabase copy) {
    assertThat(rows(copy, "felt")).isEqualTo(rows(source, "felt"));
    assertThat(copy.value("SELECT count(DISTINCT tableoid) FROM felt")).isNotEqualTo("0");
  }

  private static String rows(TestDatabase database, String table) {
    return database.value(
        "SELECT count(*) || ' ' || md5(string_agg(to_jsonb(t)::text, ' ' ORDER BY to_jsonb(t)::text)) FROM public.%s AS t"
            .formatted(table));
  }

  /** Which row is in which partition. */
  private static String places(TestDatabase database, List<Key> keys) {
    return keys.stream()
        .map(
            key ->
                database.value(
                    "SELECT md5(string_agg(tableoid::regclass || ' ' || v, ' ' ORDER BY v)) FROM public."
                        + key.table()))
        .collect(Collectors.joining(" "));
  }
}
