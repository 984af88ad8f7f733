package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory is bounded whatever the size of the database: 200 MB of it here, and as many megabytes as
 * {@code -Dlifeboat.large.megabytes} says, which profile {@code large} sets to 2 GiB.
 */
class SmallMemoryTest {
  private static final int MEGABYTES = Integer.getInteger("lifeboat.large.megabytes", 200);
  private static final int ROWS_PER_MEGABYTE = 1000;
  private static final int TABLES = 4;

  @TempDir Path folder;

  @Test
  void aDatabaseIsBackedUpAndRestoredInSixtyFourMegabytes() throws Exception {
    TestPostgres server = TestPostgres.of(17);
    try (TestDatabase source = server.createDatabase();
        TestDatabase target = server.createDatabase()) {
      fill(source);
      String size = source.value("SELECT pg_size_pretty(pg_database_size(current_database()))");
      Path repo = folder.resolve("repo");
      Path key = folder.resolve("key.txt");
      String recipient = Cli.run("keygen", "--to", key).done().output().strip();

      long backup =
          run(
              "backup",
              "--db",
              source.url(),
              "--source",
              "s",
              "--repo",
              repo,
              "--recipient",
              recipient);
      long restore =
          run("restore", "latest", "--repo", repo, "--into", target.url(), "--identity", key);

      System.out.println(
          "SmallMemoryTest: %s under -Xmx64m, backup %.1f s, restore %.1f s"
              .formatted(size, backup / 1e9, restore / 1e9));
      assertThat(fingerprint(target)).isEqualTo(fingerprint(source));
    }
  }

  private static void fill(TestDatabase source) {
    long rows = (long) MEGABYTES * ROWS_PER_MEGABYTE;
    // One large table that is cut into slices, and some smaller ones.
    source.execute(table("big", rows / 2));
    for (int i = 1; i < TABLES; i++) {
      source.execute(table("small_" + i, rows / 2 / (TABLES - 1)));
    }
    source.execute("ANALYZE");
  }

  /** About a kilobyte a row, of which half is hard to compress. */
  private static String table(String name, long rows) {
    return """
    CREATE TABLE %s AS SELECT n AS id, repeat(md5(n::text), 15) AS easy,
        (SELECT string_agg(md5((n * 16 + i)::text), '') FROM generate_series(1, 15) i) AS hard
      FROM generate_series(1, %d) n;
    ALTER TABLE %s ADD PRIMARY KEY (id)
    """
        .formatted(name, rows, name);
  }

  private static List<Object> fingerprint(TestDatabase database) {
    List<Object> prints = new ArrayList<>();
    for (String table : List.of("big", "small_1", "small_2", "small_3")) {
      prints.add(
          database.query(
              "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM " + table + " t"));
    }
    return prints;
  }

  private static long run(Object... args) throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(Cli.process(List.of("-Xmx64m"), args)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return System.nanoTime() - start;
  }
}
