package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.conformance.PgDump;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL's own programs judge what Lifeboat writes and restores. */
class StockToolsTest {
  /** Newer programs set what older servers do not know. */
  private static final TestPostgres SERVER = TestPostgres.of(17);

  private static final RoundTrip GZIP =
      RoundTrip.with(DumpOptions.defaults().withCompression(new Compression.Gzip(6)));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("compressions")
  void pgRestoreListsAndRestoresWithoutAWarning(Compression compression, int oldest) {
    Program pgRestore = Program.requireAtLeast("pg_restore", oldest);
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      DumpSummary summary = inPieces(compression).dump(school, archive);
      ProgramRun.Result list = pgRestore.with("-l", archive).succeed();
      assertThat(list.errors()).isEmpty();
      assertThat(list.output()).contains("TOC Entries: " + summary.entries());
      ProgramRun.Result restored =
          pgRestore.with("-j", 2, "-d", copy.name(), archive).env(copy.environment()).succeed();
      assertThat(restored.errors()).isEmpty();
      assertSame(school, copy);
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void pgRestoreReadsTheArchiveFromAPipe(Compression compression, int oldest) {
    Program pgRestore = Program.requireAtLeast("pg_restore", oldest);
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      inPieces(compression).dump(school, archive);
      ProgramRun.Result restored =
          pgRestore.with("-d", copy.name()).input(archive).env(copy.environment()).succeed();
      assertThat(restored.errors()).isEmpty();
      assertSame(school, copy);
    }
  }

  @Test
  void theScriptThatPgRestoreMakesOfTheArchiveLoads() {
    Program pgRestore = Program.requireAtLeast("pg_restore", 13);
    Program psql = Program.require("psql");
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      Path script = folder.resolve("restored.sql");
      GZIP.dump(school, archive);
      pgRestore.with("-f", script, archive).succeed();
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script).env(copy.environment()).succeed();
      assertSame(school, copy);
    }
  }

  @Test
  void ourCopyDumpsLikeTheCopyThatPgDumpAndPsqlMake() {
    TestPostgres server = TestPostgres.of(15);
    PgDump judge = PgDump.require(server);
    try (TestDatabase school = School.on(server);
        TestDatabase ours = server.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      GZIP.dump(school, archive);
      GZIP.restore(archive, ours);
      judge.assertSameDump(school, ours, folder);
    }
  }

  /** What data is compressed with, and the oldest {@code pg_restore} that reads that. */
  private static Stream<Arguments> compressions() {
    return Stream.of(
        Arguments.of(new Compression.None(), 13),
        Arguments.of(new Compression.Gzip(6), 13),
        Arguments.of(Compression.DEFAULT, 16));
  }

  /** Of as many volumes as there can be, made by several workers. */
  private static RoundTrip inPieces(Compression compression) {
    return RoundTrip.with(
        DumpOptions.defaults().withJobs(4).withVolumeSizeBytes(1).withCompression(compression));
  }

  private static void assertSame(TestDatabase school, TestDatabase copy) {
    assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(school), CatalogSnapshot.of(copy)))
        .isEmpty();
  }
}
