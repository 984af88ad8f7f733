package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event triggers come after all that they could forbid, whoever wrote the archive or reads it. */
class EventTriggersTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);

  private static final String SOURCE =
      """
      CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$;
      CREATE MATERIALIZED VIEW first AS SELECT a FROM generate_series(1, 100) AS a;
      CREATE MATERIALIZED VIEW second AS SELECT count(*) FROM first;
      CREATE EVENT TRIGGER refuses ON ddl_command_start WHEN TAG IN ('REFRESH MATERIALIZED VIEW')
        EXECUTE FUNCTION refuse();
      """;

  @TempDir Path folder;

  @Test
  void lifeboatMakesThoseOfPgDumpsArchivesLast() {
    Program pgDump = Program.requireAtLeast("pg_dump", 15);
    try (TestDatabase source = SERVER.createDatabase().execute(SOURCE);
        TestDatabase copy = SERVER.createDatabase()) {
      Path file = folder.resolve("pg_dump.dump");
      pgDump.with("-Fc", "-f", file).env(source.environment()).succeed();

      RoundTrip.usual().restore(file, copy);

      assertRestored(copy);
    }
  }

  @Test
  void pgRestoreMakesThoseOfLifeboatsArchivesLastWithSeveralWorkersToo() {
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    try (TestDatabase source = SERVER.createDatabase().execute(SOURCE);
        TestDatabase copy = SERVER.createDatabase()) {
      Path file = folder.resolve("lifeboat.dump");
      RoundTrip.with(DumpOptions.defaults().withCompression(new Compression.Gzip(1)))
          .dump(source, file);

      pgRestore.with("-e", "-j", 4, "-d", copy.name(), file).env(copy.environment()).succeed();

      assertRestored(copy);
    }
  }

  private static void assertRestored(TestDatabase copy) {
    assertThat(copy.value("SELECT count FROM second")).isEqualTo("100");
    assertThat(copy.value("SELECT evtname FROM pg_event_trigger")).isEqualTo("refuses");
  }
}
