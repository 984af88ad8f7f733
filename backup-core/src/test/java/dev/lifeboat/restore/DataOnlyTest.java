package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pg_dump --data-only} wrote goes into the tables that {@code --schema-only} made. */
class DataOnlyTest {
  private static final Restorer RESTORER =
      Restorer.of(RestoreOptions.defaults(), Events.silent("restore"));

  @ParameterizedTest
  @ValueSource(strings = {"--format=custom", "--inserts"})
  void schemaAndDataMakeTheWhole(String form, @TempDir Path folder) {
    Program pgDump = Program.requireMajor("pg_dump", 15);
    TestPostgres server = TestPostgres.of(15);
    try (TestDatabase source = School.on(server);
        TestDatabase copy = server.createDatabase()) {
      Path schema = folder.resolve("schema.dump");
      Path data = folder.resolve("data.dump");
      dump(pgDump, source, schema, "--schema-only", "--format=custom");
      dump(pgDump, source, data, "--data-only", form);
      restore(schema, copy);
      restore(data, copy);
      source.execute("ANALYZE");
      copy.execute("REFRESH MATERIALIZED VIEW billing.monthly; ANALYZE");
      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(copy)))
          .isEmpty();
    }
  }

  private static void dump(
      Program pgDump, TestDatabase source, Path file, String content, String form) {
    pgDump
        .with("--format=custom", content, form, "--file", file)
        .env(source.environment())
        .succeed();
  }

  private static void restore(Path file, TestDatabase target) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      RESTORER.restore(archive, Target.database(target.dataSource()));
    }
  }
}
