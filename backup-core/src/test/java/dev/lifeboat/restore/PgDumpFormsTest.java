package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form that the {@code pg_dump} of this machine writes is restored to an equal database. */
class PgDumpFormsTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final Restorer RESTORER =
      Restorer.of(RestoreOptions.defaults().withJobs(3), Events.silent("restore"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Fc",
        "-Fc -Z0",
        "-Fc --inserts",
        "-Fd",
        "-Fd -Z0",
        "-Fd -j2 -Z9",
        "-Fd --inserts",
        "-Ft",
        "-Ft --inserts",
        "-Fp",
        "-Fp -Z6",
        "-Fp --column-inserts --rows-per-insert=7"
      })
  void anyPgDump(String form) {
    requireEqual(Program.require("pg_dump"), form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Fc -Z lz4",
        "-Fc -Z lz4:9",
        "-Fc -Z zstd:long",
        "-Fd -Z lz4",
        "-Fd -Z zstd:1",
        "-Fp -Z lz4",
        "-Fp -Z zstd"
      })
  void pgDumpThatKnowsMoreCompressions(String form) {
    requireEqual(Program.requireAtLeast("pg_dump", 16), form);
  }

  private void requireEqual(Program pgDump, String form) {
    Path file = folder.resolve("dump");
    List<Object> arguments = new ArrayList<>(List.of(form.split(" ")));
    arguments.addAll(List.of("-f", file));
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      pgDump.with(arguments.toArray()).env(school.environment()).succeed();
      try (DumpFile dump = DumpFile.open(file)) {
        RESTORER.restore(dump, Target.database(copy.dataSource()));
      }
      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(school), CatalogSnapshot.of(copy)))
          .isEmpty();
    }
  }
}
