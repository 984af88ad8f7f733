package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No verb holds a row: values of all powers of ten, of all sorts of types, go through each of them
 * in 64 megabytes.
 */
class LargeRowsTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  /** Tables by how their values are made, of {@code n} bytes each. */
  private static final String TABLES =
      """
      CREATE TYPE pair AS (a text, b int);
      CREATE DOMAIN label AS text NOT NULL;
      CREATE TABLE texts (n int, v text);
      CREATE TABLE labels (n int, v label, again int GENERATED ALWAYS AS (n + 1) STORED);
      CREATE TABLE bytes (n int, v bytea);
      CREATE TABLE jsons (n int, v json);
      CREATE TABLE jsonbs (n int, v jsonb);
      CREATE TABLE arrays (n int, v int[]);
      CREATE TABLE pairs (n int, v pair, w text[]);
      CREATE TABLE parts (n int, v text) PARTITION BY RANGE (n);
      CREATE TABLE parts_small PARTITION OF parts FOR VALUES FROM (0) TO (100000);
      CREATE TABLE parts_large PARTITION OF parts FOR VALUES FROM (100000) TO (2000000000);
      ALTER TABLE bytes ALTER v SET STORAGE EXTERNAL;
      """;

  private static final List<String> NAMES =
      List.of("texts", "labels", "bytes", "jsons", "jsonbs", "arrays", "pairs", "parts");

  private static final String STATEMENT_TOO_LONG =
      "The statement that begins in line \\d+ of the script is longer than \\d+ bytes; .*";

  @TempDir Path folder;

  @Test
  void rowsOfAllSizesAndTypesGoThroughEveryVerb() throws Exception {
    try (TestDatabase source = SERVER.createDatabase().execute(TABLES)) {
      for (int bytes = 1_000; bytes <= 1_000_000; bytes *= 10) {
        fill(source, bytes);
      }
      fillBytes(source, 10_000_000);
      fillJsonbs(source, 10_000_000);
      assertEveryVerbTakes(source);

      fillBytes(source, 100_000_000);
      Path dump = folder.resolve("larger");
      new SmallHeap().then("dump", "-j2", "--db", source.url(), "--to", dump).done();
      assertLoaded(fingerprint(source), "load", "--from", dump);
    }
  }

  /** As large as a row can be that a server can send and take: less than 1 GB of COPY's text. */
  @Test
  @Tag("large")
  void theLargestRowsThatThereAreGoThroughEveryVerb() throws Exception {
    try (TestDatabase source = SERVER.createDatabase().execute(TABLES)) {
      source.execute("INSERT INTO texts SELECT 1, repeat('0123456789abcd\u00e9', 67108800)");
      fillBytes(source, 536_870_896);
      assertEveryVerbTakes(source);
    }
  }

  /** Nothing that the server knows of the value says how long its text is: 65 megabytes. */
  @Test
  void aRowThatIsFarLargerThanItsValuesIsReadInPieces() throws Exception {
    try (TestDatabase source = SERVER.createDatabase().execute(TABLES);
        TestDatabase target = SERVER.createDatabase()) {
      source.execute(
          "CREATE TABLE numbers AS SELECT 1 AS n, array_fill(1e130000, ARRAY[500]) AS v");
      String recipient = Cli.run("keygen", "--to", key()).done().output().strip();
      Path repo = folder.resolve("repo");
      SmallHeap verbs =
          new SmallHeap()
              .then(
                  "backup",
                  "--db",
                  source.url(),
                  "--source",
                  "s",
                  "--repo",
                  repo,
                  "--recipient",
                  recipient);
      verify(verbs, repo, "restore");
      verbs
          .then("restore", "latest", "--repo", repo, "--identity", key(), "--into", target.url())
          .done();

      assertThat(target.value("SELECT v = array_fill(1e130000, ARRAY[500]) FROM numbers"))
          .isEqualTo("t");
    }
  }

  private static void fill(TestDatabase source, int bytes) {
    source.execute(
        """
        INSERT INTO texts SELECT n, repeat(E'a\u00e9\\\\\t\n', n / 6) FROM (VALUES (%1$d)) s(n);
        INSERT INTO labels SELECT n, repeat('l', n) FROM (VALUES (%1$d)) s(n);
        INSERT INTO jsons SELECT n, ('{"k": "' || repeat('x', n) || '"}')::json
          FROM (VALUES (%1$d)) s(n);
        INSERT INTO arrays SELECT n, (SELECT array_agg(i) FROM generate_series(1, n / 4) i)
          FROM (VALUES (%1$d)) s(n);
        INSERT INTO pairs SELECT n, ROW(repeat(E'q"\\\\', n / 3), n)::pair,
            ARRAY[repeat('w', n / 2), NULL, E'\t'] FROM (VALUES (%1$d)) s(n);
        INSERT INTO parts SELECT n, repeat(md5(n::text), n / 32) FROM (VALUES (%1$d)) s(n);
        """
            .formatted(bytes));
    fillBytes(source, bytes);
    fillJsonbs(source, bytes);
  }

  private static void fillJsonbs(TestDatabase source, int bytes) {
    source.execute(
        """
        INSERT INTO jsonbs SELECT n, jsonb_build_object('k', repeat(E'j"\n', n / 4),
            'l', (SELECT jsonb_agg(i * 1.5) FROM generate_series(1, n / 100) i))
          FROM (VALUES (%1$d)) s(n)
        """
            .formatted(bytes));
  }

  private static void fillBytes(TestDatabase source, int bytes) {
    source.execute(
        "INSERT INTO bytes VALUES (%1$d, decode(repeat(md5('%1$d'), %1$d / 16), 'hex'))"
            .formatted(bytes));
  }

  private void assertEveryVerbTakes(TestDatabase source) throws Exception {
    Path dump = folder.resolve("dump");
    Path repo = folder.resolve("repo");
    Path script = folder.resolve("script.sql");
    Path directory = folder.resolve("directory");
    Path inserts = folder.resolve("inserts.sql");
    String recipient = Cli.run("keygen", "--to", key()).done().output().strip();
    SmallHeap verbs =
        new SmallHeap()
            .then("dump", "-j2", "--db", source.url(), "--to", dump)
            .then(
                "backup",
                "--db",
                source.url(),
                "--source",
                "s",
                "--repo",
                repo,
                "--recipient",
                recipient);
    for (String depth : List.of("present", "checksum", "decode", "restore")) {
      verify(verbs, repo, depth);
    }
    verbs
        .then("export", "latest", "--repo", repo, "--identity", key(), "-Fplain", "--to", script)
        .then("convert", "--from", script, "-Fdirectory", "--to", directory)
        .then("convert", "--from", directory, "-Fplain", "--inserts", "--to", inserts)
        .done();

    List<Object> expected = fingerprint(source);
    assertLoaded(expected, "load", "--from", dump);
    assertLoaded(expected, "restore", "latest", "--repo", repo, "--identity", key());
    assertLoaded(expected, "load", "--from", script);
    assertLoaded(expected, "load", "--from", directory);
    assertStatementTooLong(inserts);
  }

  private Path key() {
    return folder.resolve("key.txt");
  }

  private void verify(SmallHeap verbs, Path repo, String depth) {
    verbs.then(
        "verify",
        "latest",
        "--repo",
        repo,
        "--identity",
        key(),
        "--depth",
        depth,
        "--scratch",
        SERVER.admin().url());
  }

  private static void assertLoaded(List<Object> expected, Object... verb) throws Exception {
    try (TestDatabase target = SERVER.createDatabase()) {
      List<Object> args = new ArrayList<>(List.of(verb));
      args.addAll(List.of("--into", target.url()));
      new SmallHeap().then(args.toArray()).done();
      assertThat(fingerprint(target)).isEqualTo(expected);
    }
  }

  /** A statement is held whole; one for which there is no room is refused before it is read. */
  private static void assertStatementTooLong(Path inserts) throws Exception {
    try (TestDatabase target = SERVER.createDatabase()) {
      Cli.Run load = new SmallHeap().then("load", "--from", inserts, "--into", target.url()).run();
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(load.output().lines()).anyMatch(line -> line.matches(STATEMENT_TOO_LONG));
    }
  }

  private static List<Object> fingerprint(TestDatabase database) {
    List<Object> prints = new ArrayList<>();
    for (String table : NAMES) {
      String value = table.equals("bytes") ? "v" : "v::text";
      prints.add(database.query("SELECT n, md5(%s) FROM %s ORDER BY n".formatted(value, table)));
    }
    prints.add(database.query("SELECT n, md5(w::text) FROM pairs ORDER BY n"));
    return prints;
  }
}
