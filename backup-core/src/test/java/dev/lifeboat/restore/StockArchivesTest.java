package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.SharedFixtures;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever {@code pg_dump} wrote of one database, all restored copies of it are equal. */
class StockArchivesTest {
  private static final String FOLDER = "fixtures/archives/";

  /** All that there are, so that one that is added must be named here. */
  private static final List<String> ALL =
      List.of(
          "school-15-create.sql",
          "school-15-gzip.custom",
          "school-15-gzip.dir",
          "school-15-inserts.sql",
          "school-15-none.custom",
          "school-15.sql",
          "school-15.tar",
          "school-17-gzip.custom",
          "school-17-lz4.custom",
          "school-17-zstd.dir",
          "school-18-lz4.dir",
          "school-18-zstd-statistics.custom",
          "school-18.sql",
          "school-18.tar");

  /** The table that holds when it was filled, which each major's copy was at another time. */
  private static final Predicate<String> FILLED_AT_ANOTHER_TIME =
      difference -> difference.startsWith("rows public.login_audit, digest");

  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final Restorer RESTORER =
      Restorer.of(RestoreOptions.defaults().withJobs(3), Events.silent("restore"));

  private static final Map<Path, CatalogSnapshot> REFERENCES = new ConcurrentHashMap<>();

  @Test
  void everyArchiveThereIsIsTried() throws IOException {
    try (Stream<Path> files = Files.list(SharedFixtures.require(FOLDER))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(ALL);
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void everyCopyEqualsWhatPsqlRestores(String name) {
    List<String> differences = differences(SERVER, "school-15.sql", name);
    if (name.startsWith("school-15")) {
      assertThat(differences).isEmpty();
    } else {
      assertThat(differences).allMatch(FILLED_AT_ANOTHER_TIME);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "school-18-lz4.dir",
        "school-18-zstd-statistics.custom",
        "school-18.sql",
        "school-18.tar"
      })
  void onItsOwnServerEveryCopyOfPostgres18EqualsWhatPsqlRestores(String name) {
    assertThat(differences(TestPostgres.of(18), "school-18.sql", name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "lz4"})
  void aScriptThatIsCompressedIsRestored(String program, @TempDir Path folder) throws IOException {
    Path script = folder.resolve("school.sql");
    Files.copy(SharedFixtures.require(FOLDER + "school-15.sql"), script);
    Path compressed = folder.resolve("compressed");
    Program.require(program).with("-c", script).output(compressed).succeed();
    try (TestDatabase database = SERVER.createDatabase();
        DumpFile dump = DumpFile.open("a stream", Files.newInputStream(compressed))) {
      RESTORER.restore(dump, Target.database(database.dataSource()));
      assertThat(differences(SERVER, "school-15.sql", database)).isEmpty();
    }
  }

  private static List<String> differences(TestPostgres server, String script, String name) {
    Path file = SharedFixtures.require(FOLDER + name);
    try (TestDatabase database = server.createDatabase();
        DumpFile dump = DumpFile.open(file)) {
      RestoreResult result = RESTORER.restore(dump, Target.database(database.dataSource()));
      assertThat(result.rows()).isEqualTo(name.contains("inserts") ? 0 : 6_584);
      return differences(server, script, database);
    }
  }

  private static List<String> differences(
      TestPostgres server, String script, TestDatabase database) {
    Path file = SharedFixtures.require(FOLDER + script);
    return CatalogSnapshot.differences(
        CatalogSnapshot.of(database),
        REFERENCES.computeIfAbsent(file, key -> restoredByPsql(server, key)));
  }

  private static CatalogSnapshot restoredByPsql(TestPostgres server, Path script) {
    Program psql = Program.require("psql");
    try (TestDatabase theirs = server.createDatabase()) {
      psql.with("-q", "-v", "ON_ERROR_STOP=1", "-f", script).env(theirs.environment()).succeed();
      theirs.execute("ANALYZE");
      return CatalogSnapshot.of(theirs);
    }
  }
}
