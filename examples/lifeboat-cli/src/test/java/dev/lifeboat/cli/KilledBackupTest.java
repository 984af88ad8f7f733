package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the process is killed: what is listed verifies. */
class KilledBackupTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  @Test
  void aKillAtAnyMomentLeavesNoListedBackupThatDoesNotVerify() throws Exception {
    long seed = Long.getLong("lifeboat.seed", System.nanoTime());
    System.out.println("KilledBackupTest: -Dlifeboat.seed=" + seed);
    Random random = new Random(seed);
    Path repo = folder.resolve("repo");
    try (TestDatabase source =
        TestPostgres.of(17)
            .createDatabase()
            .execute(
                "CREATE TABLE t AS SELECT n, md5(n::text) AS a, repeat(md5((-n)::text), 4) AS b"
                    + " FROM generate_series(1, 150000) n; CREATE TABLE u AS TABLE t")) {
      long wholeNanos = backUp(source, repo, Duration.ofMinutes(2));
      int killed = 0;
      for (int i = 0; i < KILLS; i++) {
        // Beyond the whole time too: the moment of the commit is the one that counts most.
        long moment = (long) (wholeNanos * 1.1 * random.nextDouble());
        killed += backUp(source, repo, Duration.ofNanos(moment)) < 0 ? 1 : 0;
        assertAllListedVerify(repo);
      }
      System.out.println(
          "KilledBackupTest: killed %d of %d, %d listed, %d broken off"
              .formatted(
                  killed,
                  KILLS,
                  count(repo, "manifests"),
                  count(repo, "backups") - count(repo, "manifests")));
      assertThat(killed).isPositive();
      assertThat(count(repo, "manifests")).isGreaterThanOrEqualTo(1 + KILLS - killed);
    }
  }

  private static void assertAllListedVerify(Path repo) {
    String listed = Cli.run("list", "--repo", repo).done().output();
    listed
        .lines()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(' ')))
        .forEach(id -> Cli.run("verify", id, "--repo", repo, "--depth", "decode").done());
  }

  /** The time that it took, or -1 if it was killed before it ended. */
  private static long backUp(TestDatabase source, Path repo, Duration limit) throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Cli.process(
                    List.of(),
                    "backup",
                    "--db",
                    source.url(),
                    "--source",
                    "s",
                    "--repo",
                    repo,
                    "--unencrypted"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      assertThat(process.exitValue()).isZero();
      return System.nanoTime() - start;
    }
    process.destroyForcibly().waitFor();
    return -1;
  }

  private static long count(Path repo, String kind) throws IOException {
    try (Stream<Path> entries = Files.list(repo.resolve("s").resolve(kind))) {
      return entries.count();
    }
  }
}
