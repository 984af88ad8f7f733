package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.conformance.PgDump;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Prisma;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of INSERT statements, run by an application's own tool, which knows no psql. */
class PrismaTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir private static Path application;

  private static Prisma prisma;

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws IOException {
    prisma = Prisma.installedIn(application);
  }

  @Test
  void executesAScriptOfInsertStatements() throws IOException {
    try (TestDatabase school = School.on(SERVER);
        TestDatabase copy = SERVER.createDatabase()) {
      execute(script(school), copy);

      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(school), CatalogSnapshot.of(copy)))
          .isEmpty();
      PgDump.assertEqualDumps(school, copy, folder);
    }
  }

  @Test
  void findsNoMigrationToApplyToWhatWasRestored() throws IOException {
    try (TestDatabase source = SERVER.createDatabase();
        TestDatabase copy = SERVER.createDatabase()) {
      prisma.with(source, "migrate", "deploy").succeed();
      source.execute("INSERT INTO \"Pupil\" (name) VALUES ('Anna'), ('Ben')");

      execute(script(source), copy);

      assertThat(prisma.with(copy, "migrate", "deploy").succeed().output())
          .contains("No pending migrations to apply");
      assertThat(copy.value("SELECT string_agg(name, ' ' ORDER BY id) FROM \"Pupil\""))
          .isEqualTo("Anna Ben");
      PgDump.assertEqualDumps(source, copy, folder);
    }
  }

  private static void execute(Path script, TestDatabase database) {
    prisma
        .with(database, "db", "execute", "--stdin", "--schema", "schema.prisma")
        .input(script)
        .succeed();
  }

  private Path script(TestDatabase source) throws IOException {
    Path archive = folder.resolve("source.dump");
    RoundTrip.with(DumpOptions.defaults()).dump(source, archive);
    Path script = folder.resolve("source.sql");
    try (DumpFile dump = DumpFile.open(archive);
        OutputStream out = Files.newOutputStream(script)) {
      new ArchiveFormat.Script(RowForm.Inserts.SIMPLE)
          .write(((DumpFile.Archive) dump).source(), out);
    }
    return script;
  }
}
