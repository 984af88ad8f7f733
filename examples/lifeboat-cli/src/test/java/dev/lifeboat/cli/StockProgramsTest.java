package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is no prison: PostgreSQL's and age's own programs get everything out of it. */
class StockProgramsTest {
  @TempDir Path folder;

  private Path repo;
  private Path key;
  private Path exported;

  @BeforeEach
  void export() {
    repo = folder.resolve("repo");
    key = folder.resolve("key.txt");
    exported = folder.resolve("school.dump");
  }

  @Test
  void pgRestoreTakesAnExportWithoutAWarning() {
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    try (TestDatabase school = School.on(TestPostgres.of(15));
        TestDatabase copy = TestPostgres.of(15).createDatabase()) {
      backUpAndExport(school);

      ProgramRun.Result list = pgRestore.with("-l", exported).succeed();
      assertThat(list.errors()).isEmpty();
      assertThat(list.output()).contains("TABLE DATA public person", "BLOBS - BLOBS");

      ProgramRun.Result restore =
          pgRestore.with("-d", copy.name(), exported).env(copy.environment()).succeed();
      assertThat(restore.errors()).isEmpty();
      assertThat(CatalogSnapshot.differences(CatalogSnapshot.of(school), CatalogSnapshot.of(copy)))
          .isEmpty();
    }
  }

  @Test
  void decryptedVolumesOneAfterAnotherAreTheExport() throws IOException {
    Program age = Program.require("age");
    try (TestDatabase school = School.on(TestPostgres.of(17))) {
      backUpAndExport(school);

      ByteArrayOutputStream together = new ByteArrayOutputStream();
      for (Path volume : volumes()) {
        Path plain = folder.resolve("plain");
        age.with("-d", "-i", key, "-o", plain, volume).succeed();
        together.write(Files.readAllBytes(plain));
        Files.delete(plain);
      }

      assertThat(together.toByteArray()).isEqualTo(Files.readAllBytes(exported));
    }
  }

  private void backUpAndExport(TestDatabase school) {
    String recipient = Cli.run("keygen", "--to", key).done().output().strip();
    Cli.run(
            "backup",
            "--db",
            school.url(),
            "--source",
            "school",
            "--repo",
            repo,
            "--recipient",
            recipient,
            "--compress",
            "gzip")
        .done();
    Cli.run("export", "latest", "--repo", repo, "--to", exported, "--identity", key).done();
  }

  private List<Path> volumes() throws IOException {
    try (Stream<Path> files = Files.walk(repo)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("volume-"))
          .sorted()
          .toList();
    }
  }
}
