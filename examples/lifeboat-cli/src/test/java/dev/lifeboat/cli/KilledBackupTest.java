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
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
                    + " FROM generate_series(1, 200000) n; CREATE TABLE u AS TABLE t")) {
      long wholeNanos = Math.min(backUp(source, repo, PATIENCE), backUp(source, repo, PATIENCE));
      int whole = 2;
      int killed = 0;
      while (killed < KILLS) {
        // The first part is the JVM's start; a bit beyond the end, the commit is hit as well.
        long moment = (long) (wholeNanos * (0.5 + 0.65 * random.nextDouble()));
        boolean ended = backUp(source, repo, Duration.ofNanos(moment)) >= 0;
        killed += ended ? 0 : 1;
        whole += ended ? 1 : 0;
      }
      System.out.println(
          "KilledBackupTest: %d ended and %d were killed; %d are listed, %d have left something"
              .formatted(whole, killed, count(repo, "manifests"), count(repo, "backups")));
      assertAllListedVerify(repo);
      assertThat(count(repo, "manifests")).isGreaterThanOrEqualTo(whole);
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
