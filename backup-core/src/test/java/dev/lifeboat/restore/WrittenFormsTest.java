package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.ArchiveVersion;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.RowForm.Columns;
import dev.lifeboat.archive.RowForm.Conflict;
import dev.lifeboat.archive.RowForm.Inserts;
import dev.lifeboat.archive.ScriptUnpacking;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.SharedFixtures;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form a dump is written in, the same database comes of it: every value, every name. */
class WrittenFormsTest {
  private static final List<Inserts> INSERTS =
      List.of(
          new Inserts(Columns.IMPLIED, 1, Conflict.FAIL),
          new Inserts(Columns.NAMED, 1, Conflict.FAIL),
          new Inserts(Columns.IMPLIED, 7, Conflict.FAIL),
          new Inserts(Columns.NAMED, 1000, Conflict.DO_NOTHING));

  /** Where {@code pg_restore} loads: newer ones set what older servers do not know. */
  private static final TestPostgres JUDGING = TestPostgres.of(17);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void everyFormLoadsAndAllAreEqual(TestPostgres server) throws IOException {
    try (TestDatabase source = source(server)) {
      CatalogSnapshot wanted = CatalogSnapshot.of(source);
      Path archive = dump(source, Compression.DEFAULT);
      for (ArchiveFormat format : formats().toList()) {
        Path written = write(archive, format);
        assertLoads(written, server, wanted, format);
        if (!(format instanceof ArchiveFormat.Script)) { // what was written is an archive again
          Path again = write(written, new ArchiveFormat.Custom(new Compression.Gzip(6)));
          assertLoads(again, server, wanted, format);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void aDriverRunsAllInsertStatementsInOneCall(TestPostgres server) throws Exception {
    try (TestDatabase source = source(server)) {
      CatalogSnapshot wanted = CatalogSnapshot.of(source);
      Path archive = dump(source, Compression.DEFAULT);
      for (Inserts inserts : INSERTS) {
        String script = Files.readString(write(archive, new ArchiveFormat.Script(inserts)));
        try (TestDatabase copy = server.createDatabase()) {
          execute(copy, script);
          assertSame(wanted, copy, inserts);
        }
      }
    }
  }

  @Test
  void oneSimpleQueryRunsBodiesOfStatementsToo() throws Exception {
    TestPostgres server = TestPostgres.of(15);
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
      source.execute(
          """
          CREATE PROCEDURE p(n int) LANGUAGE sql BEGIN ATOMIC
            INSERT INTO t VALUES (n); SELECT CASE WHEN n > 1 THEN 'a;b' END; END""");
      Path written =
          write(dump(source, Compression.DEFAULT), new ArchiveFormat.Script(INSERTS.get(0)));

      copy.execute(Files.readString(written));

      assertSame(CatalogSnapshot.of(source), copy, "INSERT statements");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void rowsThatAreThereStayWhereThatIsAskedFor(TestPostgres server) throws Exception {
    try (TestDatabase source = server.createDatabase()) {
      source.execute("CREATE TABLE t (id int PRIMARY KEY, note text)");
      source.execute("INSERT INTO t VALUES (1, 'archived'), (2, 'archived')");
      Inserts inserts = new Inserts(Columns.NAMED, 10, Conflict.DO_NOTHING);
      Path written = write(dump(source, Compression.DEFAULT), new ArchiveFormat.Script(inserts));
      String script = Files.readString(written);
      source.execute("DELETE FROM t WHERE id = 1; UPDATE t SET note = 'there'");

      int begin = script.indexOf("INSERT INTO");
      execute(source, script.substring(begin, script.indexOf(";\n\n", begin)));

      assertThat(source.query("SELECT id, note FROM t ORDER BY id"))
          .containsExactly(List.of("1", "archived"), List.of("2", "there"));
    }
  }

  /** A child is made with the columns of its parent first, whatever order it had. */
  @Test
  void inheritedColumnsInAnotherOrderKeepTheirValues() throws Exception {
    TestPostgres server = TestPostgres.of(17);
    try (TestDatabase source = server.createDatabase()) {
      source.execute("CREATE TABLE elder (a text, b text); CREATE TABLE younger (b text, a text)");
      source.execute("ALTER TABLE younger INHERIT elder");
      source.execute("INSERT INTO younger (a, b) VALUES ('A', 'B')");
      Path archive = dump(source, Compression.DEFAULT);
      for (Inserts inserts : INSERTS) {
        String script = Files.readString(write(archive, new ArchiveFormat.Script(inserts)));
        try (TestDatabase copy = server.createDatabase()) {
          execute(copy, script);
          assertThat(copy.query("SELECT a, b FROM younger")).containsExactly(List.of("A", "B"));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void scriptsBecomeArchivesAgain(TestPostgres server) throws IOException {
    try (TestDatabase source = source(server)) {
      CatalogSnapshot wanted = CatalogSnapshot.of(source);
      Path archive = dump(source, Compression.DEFAULT);
      for (ArchiveFormat format : scripts().toList()) {
        Path unpacked = unpack(write(archive, format));
        assertLoads(unpacked, server, wanted, format);
        Path custom = write(unpacked, new ArchiveFormat.Custom(new Compression.Gzip(6)));
        assertLoads(custom, server, wanted, format);
        Path script = write(custom, new ArchiveFormat.Script(new RowForm.Copy()));
        assertLoads(script, server, wanted, format);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void pgRestoreLoadsWhatWasAScript(ArchiveFormat format) throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    try (TestDatabase source = source(JUDGING)) {
      Path unpacked = unpack(write(dump(source, Compression.DEFAULT), format));
      Path directory = write(unpacked, new ArchiveFormat.Directory(new Compression.Gzip(6)));
      assertLoads(pgRestore, "-j2", directory, CatalogSnapshot.of(source), format);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"school-15.sql", "school-15-create.sql", "school-15-inserts.sql", "school-18.sql"})
  void scriptsOfPgDumpBecomeArchives(String name) throws IOException {
    Path script = SharedFixtures.require("fixtures/archives/" + name);
    TestPostgres server = TestPostgres.of(name.contains("18") ? 18 : 15);
    try (TestDatabase direct = server.createDatabase()) {
      load(script.resolveSibling(name.replace("-create", "")), direct);
      assertLoads(unpack(script), server, CatalogSnapshot.of(direct), name);
    }
  }

  @Test
  void whatIsNoScriptOfPgDumpIsRefusedByItsLine() {
    String sql = "SET client_encoding = 'UTF8';\nCREATE TABLE t (id int);\n";
    assertThatThrownBy(() -> unpack(Files.writeString(folder.resolve("by-hand.sql"), sql)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Line 2 of the script belongs under no comment of pg_dump");
  }

  @ParameterizedTest
  @MethodSource("judged")
  void pgRestoreLoadsArchives(ArchiveFormat format, int oldest) throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", oldest);
    try (TestDatabase source = source(JUDGING)) {
      Path written = write(dump(source, Compression.DEFAULT), format);
      assertLoads(pgRestore, "-j2", written, CatalogSnapshot.of(source), format);
    }
  }

  @Test
  void pgRestoreLoadsTarArchives() throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    try (TestDatabase source = source(JUDGING)) {
      Path written = write(dump(source, Compression.DEFAULT), new ArchiveFormat.Tar());
      assertLoads(pgRestore, "-j1", written, CatalogSnapshot.of(source), "tar");
    }
  }

  @Test
  void tarArchivesGroupTheirLargeObjectsToo() throws IOException {
    Path grouped = folder.resolve("grouped");
    Files.write(grouped, Archives.bytes("school-17-gzip.custom"));
    try (TestDatabase direct = JUDGING.createDatabase()) {
      load(grouped, direct);
      Path written = write(grouped, new ArchiveFormat.Tar());
      assertThat(version(written)).isEqualTo(ArchiveVersion.V1_16);
      assertLoads(written, JUDGING, CatalogSnapshot.of(direct), "tar");
    }
  }

  /** With one job: several of {@code pg_restore} run into a deadlock where indexes are attached. */
  @ParameterizedTest
  @MethodSource("judged")
  void pgRestoreLoadsWhatGroupsItsLargeObjects(ArchiveFormat format) throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 17);
    Path grouped = folder.resolve("grouped");
    Files.write(grouped, Archives.bytes("school-17-gzip.custom"));
    try (TestDatabase direct = JUDGING.createDatabase()) {
      load(grouped, direct);
      Path written = write(grouped, format);
      assertThat(version(written)).isEqualTo(ArchiveVersion.V1_16);
      assertLoads(pgRestore, "-j1", written, CatalogSnapshot.of(direct), format);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void psqlLoadsScriptsAndNoNameRunsAnything(ArchiveFormat format) throws IOException {
    TestPostgres server = TestPostgres.of(15);
    Program psql = Program.require("psql");
    try (TestDatabase source = source(server);
        TestDatabase copy = server.createDatabase()) {
      Path script = write(dump(source, Compression.DEFAULT), format);
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script)
          .in(folder)
          .env(copy.environment())
          .succeed();
      assertSame(CatalogSnapshot.of(source), copy, format);
      assertThat(folder.resolve("canary")).doesNotExist();
    }
  }

  private static Stream<ArchiveFormat> formats() {
    Stream<Compression> compressions =
        Stream.of(new Compression.None(), new Compression.Gzip(6), new Compression.Zstd(3));
    return Stream.of(
            compressions.flatMap(WrittenFormsTest::archives),
            Stream.of(new ArchiveFormat.Tar()),
            scripts(),
            Stream.of(new ArchiveFormat.Script(new RowForm.Copy(), new Compression.Gzip(1))))
        .flatMap(all -> all);
  }

  private static Stream<ArchiveFormat> scripts() {
    return Stream.concat(Stream.of(new RowForm.Copy()), INSERTS.stream())
        .map(ArchiveFormat.Script::new);
  }

  /** Archives with the oldest {@code pg_restore} that reads them, and is tried. */
  private static Stream<Arguments> judged() {
    Stream<Arguments> old =
        Stream.of(new Compression.None(), new Compression.Gzip(6))
            .flatMap(WrittenFormsTest::archives)
            .map(format -> Arguments.of(format, 15));
    Stream<Arguments> usual =
        archives(new Compression.Zstd(3)).map(format -> Arguments.of(format, 16));
    return Stream.concat(old, usual);
  }

  private static Stream<ArchiveFormat> archives(Compression compression) {
    return Stream.of(
        new ArchiveFormat.Custom(compression), new ArchiveFormat.Directory(compression));
  }

  private static TestDatabase source(TestPostgres server) throws IOException {
    TestDatabase source = server.createDatabase();
    try (var sql = WrittenFormsTest.class.getResourceAsStream("/forms/every_value.sql")) {
      source.execute(
          new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
    }
    return source;
  }

  private Path dump(TestDatabase source, Compression compression) {
    Path archive = folder.resolve("source-" + source.name() + "-" + compression.file() + ".dump");
    RoundTrip.with(DumpOptions.defaults().withCompression(compression)).dump(source, archive);
    return archive;
  }

  private Path write(Path from, ArchiveFormat format) throws IOException {
    Path to = Files.createTempFile(folder, "written", "");
    try (DumpFile dump = DumpFile.open(from)) {
      DumpFile.Archive archive = (DumpFile.Archive) dump;
      if (format instanceof ArchiveFormat.File file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
          file.write(archive.source(), out);
        }
      } else if (format instanceof ArchiveFormat.Directory directory) {
        Files.delete(to);
        directory.write(archive.source(), Files.createDirectory(to));
      } else if (format instanceof ArchiveFormat.Tar tar) {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
          tar.write(archive.source(), scratch, out);
        }
        assertThat(scratch).isEmptyDirectory();
      }
    }
    return to;
  }

  private Path unpack(Path script) throws IOException {
    Path unpacked = Files.createTempDirectory(folder, "unpacked");
    try (InputStream text = new BufferedInputStream(Files.newInputStream(script))) {
      ScriptUnpacking.unpack(text, unpacked, LocalDateTime.of(2026, 11, 26, 0, 0));
    }
    return unpacked;
  }

  private static ArchiveVersion version(Path archive) {
    try (DumpFile dump = DumpFile.open(archive)) {
      return ((DumpFile.Archive) dump).source().toc().header().version();
    }
  }

  private static void load(Path dump, TestDatabase copy) {
    try (DumpFile file = DumpFile.open(dump)) {
      Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
          .restore(file, Target.database(copy.dataSource()));
    }
  }

  private static void assertLoads(
      Path written, TestPostgres server, CatalogSnapshot wanted, Object format) {
    try (TestDatabase copy = server.createDatabase()) {
      load(written, copy);
      assertSame(wanted, copy, format);
    }
  }

  private static void assertLoads(
      Program pgRestore, String jobs, Path written, CatalogSnapshot wanted, Object format) {
    try (TestDatabase copy = JUDGING.createDatabase()) {
      ProgramRun.Result result =
          pgRestore
              .with(jobs, "--exit-on-error", "-d", copy.name(), written)
              .env(copy.environment())
              .succeed();
      assertThat(result.errors()).isEmpty();
      assertSame(wanted, copy, format);
    }
  }

  private static void assertSame(CatalogSnapshot wanted, TestDatabase copy, Object form) {
    assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy)))
        .as("what differs by way of " + form)
        .isEmpty();
  }

  private static void execute(TestDatabase database, String script) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(script);
    }
  }
}
