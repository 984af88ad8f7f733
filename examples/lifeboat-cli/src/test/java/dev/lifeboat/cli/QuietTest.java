package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --quiet} nothing is said unless something is wrong, so that cron mails nothing. */
class QuietTest {
  @TempDir Path folder;

  private TestDatabase source;
  private Path repo;
  private Path key;
  private Object[] backup;

  @BeforeEach
  void makeKeyAndDatabase() {
    source = TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
    repo = folder.resolve("repo");
    key = folder.resolve("key");
    Cli.Run keygen = Cli.run("keygen", "--quiet", "--to", key).done();
    assertThat(keygen.output()).startsWith("age1");
    assertThat(keygen.errors()).isEmpty();
    backup =
        new Object[] {
          "backup",
          "--quiet",
          "--db",
          source.url(),
          "--source",
          "s",
          "--repo",
          repo,
          "--recipient",
          keygen.output().strip()
        };
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void aHealthyNightSaysNothing() {
    assertThat(Cli.run(backup).done().errors()).startsWith("Warning: There was no repository");
    assertSilent(Cli.run(backup));
    Object[] opened = {"--repo", repo, "--identity", key, "-q"};
    assertSilent(Cli.run(with(opened, "verify", "latest", "--depth", "restore")));
    assertSilent(Cli.run(with(opened, "canary", "--max-age", "26h")));
    assertSilent(Cli.run("prune", "--repo", repo, "--keep-last", 1, "--apply", "-q"));
    assertSilent(Cli.run("dump", "--db", source.url(), "--to", folder.resolve("d"), "-q"));
    try (TestDatabase target = source.server().createDatabase()) {
      assertSilent(Cli.run(with(opened, "restore", "latest", "--into", target.url())));
    }
  }

  @Test
  void notEvenAProcessOfItsOwnDoes() throws IOException, InterruptedException {
    Cli.run(backup).done();
    Process process = new ProcessBuilder(Cli.process(List.of(), backup)).start();

    assertThat(process.getErrorStream().readAllBytes()).asString(StandardCharsets.UTF_8).isEmpty();
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void whatIsAskedForIsPrinted() {
    Cli.run(backup).done();

    assertThat(Cli.run("list", "-q", "--repo", repo).done().output()).contains("s", "1 recipient");
    assertThat(Cli.run("show", "-q", "latest", "--repo", repo).done().output()).contains("Backup ");
    assertThat(Cli.run("prune", "-q", "--repo", repo, "--keep-last", 1).done().output())
        .contains("keep");
    assertThat(Cli.run(with(backup, "--json")).done().document()).containsKey("id");
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(Cli.run("list", "-q", "--repo", folder.resolve("nowhere")).failure())
        .startsWith("There is no repository");
    Cli.run(backup).done();
    Cli.Run canary = Cli.run("canary", "-q", "--repo", repo);
    assertThat(canary.exitCode()).isEqualTo(1);
    assertThat(canary.output()).contains("No key of this host opens backup");
    Object[] again = backup.clone();
    again[3] = source.url() + "?schema=public";
    assertThat(Cli.run(again).done().errors()).contains("Warning: The database URL's parameter");
  }

  private static void assertSilent(Cli.Run run) {
    run.done();
    assertThat(run.errors() + run.output()).isEmpty();
  }

  private static Object[] with(Object[] options, Object... words) {
    return Stream.concat(Stream.of(words), Stream.of(options)).toArray();
  }
}
