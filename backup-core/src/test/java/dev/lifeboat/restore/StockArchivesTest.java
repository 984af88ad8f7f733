package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.codec.MemoryRanges;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.SharedFixtures;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pg_dump} wrote is restored as {@code psql} and {@code pg_restore} restore it. */
class StockArchivesTest {
  /** The table that holds when it was filled, which each major's copy was at another time. */
  private static final Predicate<String> FILLED_AT_ANOTHER_TIME =
      difference -> difference.startsWith("rows public.login_audit, digest");

  private static final Restorer RESTORER =
      Restorer.of(RestoreOptions.defaults().withJobs(3), Events.silent("restore"));

  @ParameterizedTest
  @ValueSource(strings = {"school-15-gzip.custom", "school-15-none.custom"})
  void anArchiveOfPostgres15EqualsWhatItsOwnToolRestores(String name) {
    Program psql = Program.require("psql");
    Path script = SharedFixtures.require("fixtures/archives/school-15.sql");
    try (TestDatabase ours = TestPostgres.of(15).createDatabase();
        TestDatabase theirs = TestPostgres.of(15).createDatabase()) {
      RestoreResult result = restore(name, ours);
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script).env(theirs.environment()).succeed();
      theirs.execute("ANALYZE");
      assertThat(differences(ours, theirs)).isEmpty();
      assertThat(result.tables())
          .contains(new RestoredTable("public", "person", 500))
          .contains(new RestoredTable("public", "room", 30));
      assertThat(result.rows()).isEqualTo(6_584);
      assertThat(result.largeObjects()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"school-17-gzip.custom", "school-18-zstd-statistics.custom"})
  void anArchiveOfALaterMajorIsRestored(String name) {
    Program psql = Program.require("psql");
    Path script = SharedFixtures.require("fixtures/archives/school-15.sql");
    try (TestDatabase ours = TestPostgres.of(17).createDatabase();
        TestDatabase theirs = TestPostgres.of(17).createDatabase()) {
      restore(name, ours);
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script).env(theirs.environment()).succeed();
      theirs.execute("ANALYZE");
      assertThat(differences(ours, theirs)).allMatch(FILLED_AT_ANOTHER_TIME);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"school-15.sql", "school-15-inserts.sql", "school-18.sql", "school-15-create.sql"})
  void aScriptIsRestored(String name) throws IOException {
    Program psql = Program.require("psql");
    Path reference = SharedFixtures.require("fixtures/archives/school-15.sql");
    Path script = SharedFixtures.require("fixtures/archives/" + name);
    try (TestDatabase ours = TestPostgres.of(17).createDatabase();
        TestDatabase theirs = TestPostgres.of(17).createDatabase();
        InputStream in = Files.newInputStream(script)) {
      RESTORER.restoreScript(in, Target.database(ours.dataSource()));
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", reference).env(theirs.environment()).succeed();
      theirs.execute("ANALYZE");
      assertThat(differences(ours, theirs)).allMatch(FILLED_AT_ANOTHER_TIME);
    }
  }

  private static RestoreResult restore(String name, TestDatabase into) {
    CustomArchive archive = CustomArchive.of(name, new MemoryRanges(Archives.bytes(name)));
    return RESTORER.restore(archive, Target.database(into.dataSource()));
  }

  private static List<String> differences(TestDatabase first, TestDatabase second) {
    return CatalogSnapshot.differences(CatalogSnapshot.of(first), CatalogSnapshot.of(second));
  }
}
