package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Polling;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that fill databases of their own are killed: nothing half has the name of what is
 * whole, and the next run drops what they left.
 */
class KilledRestoreTest {
  private static final TestPostgres SERVER = TestPostgres.fresh(17);
  private static final String RESTORED = "restored_whole";
  private static final int ROWS = 300_000;
  private static final int ATTEMPTS = 5;

  @TempDir static Path folder;
  private static TestDatabase source;

  /** What fills a database. */
  enum Verb {
    RESTORE(
        "restore", "latest", "--repo", "REPO", "--into", "SERVER", "--create-database", RESTORED),
    LOAD("load", "--from", "DUMP", "--into", "SERVER", "--create-database", RESTORED),
    VERIFY("verify", "latest", "--repo", "REPO", "--depth", "restore", "--scratch", "SERVER");

    private final List<String> words;

    Verb(String... words) {
      this.words = List.of(words);
    }

    Object[] arguments() {
      return words.stream()
          .map(
              word ->
                  switch (word) {
                    case "REPO" -> folder.resolve("repo");
                    case "DUMP" -> folder.resolve("dump");
                    case "SERVER" -> SERVER.admin().url();
                    default -> word;
                  })
          .toArray();
    }
  }

  /** What the server shows when the process is killed. */
  enum Moment {
    EXISTS("SELECT count(*) > 0 FROM pg_database WHERE datname ~ '^lifeboat_'"),
    MARKED(
        "SELECT count(*) > 0 FROM pg_database WHERE datname ~ '^lifeboat_'"
            + " AND shobj_description(oid, 'pg_database') IS NOT NULL"),
    FILLED(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname ~ '^lifeboat_' AND query ~ 'COPY'"),
    FINISHED(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname ~ '^lifeboat_' AND query ~ 'INDEX'");

    private final String shows;

    Moment(String shows) {
      this.shows = shows;
    }

    boolean isNow() {
      return "t".equals(SERVER.admin().value(shows));
    }
  }

  @BeforeAll
  static void prepare() {
    source =
        SERVER
            .createDatabase()
            .execute(
                "CREATE TABLE t AS SELECT n, md5(n::text) AS a FROM generate_series(1, "
                    + ROWS
                    + ") n; CREATE INDEX ON t (a); CREATE INDEX ON t (n)");
    Path repo = folder.resolve("repo");
    Cli.run("backup", "--db", source.url(), "--source", "s", "--repo", repo, "--unencrypted")
        .done();
    Cli.run("dump", "--db", source.url(), "--to", folder.resolve("dump")).done();
  }

  @AfterAll
  static void close() {
    source.close();
  }

  static Stream<Arguments> runs() {
    return Stream.of(Verb.values())
        .flatMap(verb -> Stream.of(Moment.values()).map(moment -> Arguments.of(verb, moment)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theNextRunDropsWhatAKilledOneLeft(Verb verb, Moment moment) throws Exception {
    int attempt = 1;
    while (!isKilled(verb, moment)) {
      dropRestored();
      assertThat(attempt++).as("runs that ended before they were killed").isLessThan(ATTEMPTS);
    }
    Polling.until("the server has noticed", () -> connections().isEmpty());
    assertThat(databases()).doesNotContain(RESTORED);

    Cli.run(verb.arguments()).done();

    assertThat(databases()).isEqualTo(verb == Verb.VERIFY ? List.of() : List.of(RESTORED));
    dropRestored();
  }

  private static boolean isKilled(Verb verb, Moment moment) throws Exception {
    Process process =
        new ProcessBuilder(Cli.process(List.of(), verb.arguments()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Polling.until("it is the moment", () -> moment.isNow() || !process.isAlive());
      return process.isAlive();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void dropRestored() {
    if (databases().contains(RESTORED)) {
      SERVER.database(RESTORED).close();
    }
  }

  private static List<String> databases() {
    return column("SELECT datname FROM pg_database WHERE datname ~ '^(lifeboat_|restored_)'");
  }

  private static List<String> connections() {
    return column("SELECT datname FROM pg_stat_activity WHERE datname ~ '^lifeboat_'");
  }

  private static List<String> column(String sql) {
    List<String> values = new ArrayList<>();
    SERVER.admin().query(sql).forEach(row -> values.add(row.get(0)));
    return values;
  }
}
