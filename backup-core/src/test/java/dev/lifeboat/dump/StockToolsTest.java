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
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's own programs judge what Lifeboat writes and restores. */
class StockToolsTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final RoundTrip GZIP =
      RoundTrip.with(DumpOptions.defaults().withCompression(new Compression.Gzip(6)));

  @TempDir Path folder;

  @Test
  void pgRestoreListsAndRestoresWithoutAWarning() {
    Program pgRestore = Program.requireAtLeast("pg_restore", 13);
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      DumpSummary summary = GZIP.dump(school, archive);
      ProgramRun.Result list = pgRestore.with("-l", archive).succeed();
      assertThat(list.errors()).isEmpty();
      assertThat(list.output()).contains("TOC Entries: " + summary.entries());
      ProgramRun.Result restored =
          pgRestore.with("-j", 2, "-d", copy.name(), archive).env(copy.environment()).succeed();
      assertThat(restored.errors()).isEmpty();
      assertThat(copy.value("SELECT count(*) FROM attendance"))
          .isEqualTo(school.value("SELECT count(*) FROM attendance"));
    }
  }

  @Test
  void pgRestoreReadsTheArchiveFromAPipe() throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 13);
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      RoundTrip.with(
              DumpOptions.defaults()
                  .withJobs(4)
                  .withVolumeSizeBytes(1)
                  .withCompression(new Compression.Gzip(1)))
          .dump(school, archive);
      ProgramRun.Result restored =
          pgRestore.with("-d", copy.name()).input(archive).env(copy.environment()).succeed();
      assertThat(restored.errors()).isEmpty();
    }
  }

  @Test
  void theScriptThatPgRestoreMakesOfTheArchiveLoads() throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 13);
    Program psql = Program.require("psql");
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      Path script = folder.resolve("restored.sql");
      GZIP.dump(school, archive);
      pgRestore.with("-f", script, archive).succeed();
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script).env(copy.environment()).succeed();
      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(school), CatalogSnapshot.of(copy)))
          .isEmpty();
    }
  }

  @Test
  void ourCopyDumpsLikeTheCopyThatPgDumpAndPsqlMake() {
    PgDump judge = PgDump.require(SERVER);
    try (TestDatabase school = School.on(SERVER);
        TestDatabase ours = SERVER.createDatabase()) {
      Path archive = folder.resolve("school.dump");
      GZIP.dump(school, archive);
      GZIP.restore(archive, ours);
      judge.assertSameDump(school, ours, folder);
    }
  }
}
