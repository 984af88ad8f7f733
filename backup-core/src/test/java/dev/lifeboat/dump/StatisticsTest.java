package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.PlainScript;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpContent.Part;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ANALYZE found goes with a dump that is asked for it. */
class StatisticsTest {
  private static final int TAKEN_BACK_SINCE = 18;
  private static final RoundTrip WITH_STATISTICS =
      RoundTrip.with(DumpOptions.defaults().withContent(DumpContent.ALL.with(Part.STATISTICS)));

  private static final String SOURCE =
      """
      CREATE SCHEMA "sch""ema
      %s";
      CREATE TABLE "sch""ema
      %s"."ta'ble" (id int PRIMARY KEY, "co""l" text, r int4range, words text[], t tsvector, f float8);
      INSERT INTO "sch""ema
      %s"."ta'ble" SELECT i, 'it''s "' || i % 7 || E'\\\\ \\n', int4range(i, i + i % 5), ARRAY['a' || i % 3, 'b'],
        to_tsvector('word' || i % 4), i / 7.0 FROM generate_series(1, 5000) AS i;
      CREATE INDEX expression ON "sch""ema
      %s"."ta'ble" ((id % 10), (lower("co""l")), id);
      CREATE TABLE parent (a int, b text) PARTITION BY RANGE (a);
      CREATE TABLE low PARTITION OF parent FOR VALUES FROM (0) TO (500);
      CREATE TABLE high PARTITION OF parent FOR VALUES FROM (500) TO (1000);
      CREATE INDEX ON parent ((a / 2));
      INSERT INTO parent SELECT i, 'x' FROM generate_series(0, 999) AS i;
      CREATE TABLE old (a int); CREATE TABLE young (b int) INHERITS (old);
      INSERT INTO old SELECT generate_series(1, 100); INSERT INTO young SELECT i, i FROM generate_series(1, 50) AS i;
      CREATE MATERIALIZED VIEW m AS SELECT a % 3 AS a, count(*) FROM parent GROUP BY 1;
      CREATE INDEX ON m ((a + 1));
      CREATE TABLE untouched (a int PRIMARY KEY);
      CREATE TABLE emptied (a int); INSERT INTO emptied VALUES (1); DELETE FROM emptied;
      CREATE TABLE dropped (a int, b int, c int); ALTER TABLE dropped DROP COLUMN a;
      INSERT INTO dropped SELECT i, i % 2 FROM generate_series(1, 100) AS i;
      CREATE TABLE hidden (a int); ALTER TABLE hidden ALTER a SET STATISTICS 0; INSERT INTO hidden VALUES (1);
      """;

  private static final List<String> ANALYZE =
      List.of(
          "VACUUM ANALYZE \"sch\"\"ema\n%s\".\"ta'ble\"",
          "ANALYZE parent",
          "ANALYZE old",
          "ANALYZE young",
          "ANALYZE m",
          "VACUUM ANALYZE emptied",
          "ANALYZE dropped",
          "ANALYZE hidden");

  /** By names, and kinds of statistics in any order. */
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, (SELECT count(*) FROM pg_attribute AS b WHERE b.attrelid = c.oid
          AND b.attnum > 0 AND b.attnum <= a.attnum AND NOT b.attisdropped) AS place,
        s.stainherit, s.stanullfrac, s.stawidth, s.stadistinct,
        ARRAY(SELECT (k.kind, k.op::regoperator, k.coll::regcollation, k.numbers, k.texts)::text
          FROM (VALUES (stakind1, staop1, stacoll1, stanumbers1, stavalues1::text),
            (stakind2, staop2, stacoll2, stanumbers2, stavalues2::text),
            (stakind3, staop3, stacoll3, stanumbers3, stavalues3::text),
            (stakind4, staop4, stacoll4, stanumbers4, stavalues4::text),
            (stakind5, staop5, stacoll5, stanumbers5, stavalues5::text))
            AS k(kind, op, coll, numbers, texts) WHERE k.kind <> 0 ORDER BY k.kind)
      FROM pg_statistic AS s JOIN pg_class AS c ON c.oid = s.starelid
      JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = s.staattnum
      JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
      ORDER BY 1, 2, 3, 4
      """;

  private static final String RELATIONS =
      """
      SELECT n.nspname, c.relname, c.relpages, c.reltuples, c.relallvisible
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.oid >= 16384 AND n.nspname !~ '^pg_' AND c.relkind IN ('r', 'p', 'i', 'I', 'm')
      ORDER BY 1, 2
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void comeBackWithoutAnalyze(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = recent().createDatabase()) {
      analyzed(source);
      Path file = folder.resolve("with.dump");
      WITH_STATISTICS.dump(source, file);
      WITH_STATISTICS.restore(file, copy);
      assertThat(source.query(COLUMNS)).hasSizeGreaterThan(20);
      if (server.major() >= 17) { // those before show nothing of ranges
        assertThat(copy.query(COLUMNS)).isEqualTo(source.query(COLUMNS));
      }
      if (server.major() >= 14) { // those before do not tell unknown from empty
        assertThat(copy.query(RELATIONS)).isEqualTo(source.query(RELATIONS));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void areNotInADumpThatIsNotAskedForThem(TestPostgres server) throws IOException {
    try (TestDatabase source = server.createDatabase()) {
      analyzed(source);
      Path file = folder.resolve("without.dump");
      RoundTrip.usual().dump(source, file);
      assertThat(statistics(file)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void alsoComeBackByWayOfAScript(TestPostgres server) throws IOException {
    Assumptions.assumeTrue(server.major() >= TAKEN_BACK_SINCE, "older servers do not take them");
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      analyzed(source);
      Path file = folder.resolve("with.dump");
      RoundTrip.with(
              DumpOptions.defaults().withContent(DumpContent.SCHEMA_ONLY.with(Part.STATISTICS)))
          .dump(source, file);
      ByteArrayOutputStream script = new ByteArrayOutputStream();
      try (CustomArchive archive = CustomArchive.open(file)) {
        PlainScript.write(archive, script, new RowForm.Copy());
      }
      copy.execute(script.toString(StandardCharsets.UTF_8));
      assertThat(copy.query(COLUMNS)).isEqualTo(source.query(COLUMNS));
      assertThat(copy.query(RELATIONS)).isEqualTo(source.query(RELATIONS));
    }
  }

  @Test
  void pgRestoreRestoresThemAndPgDumpHasTheSame() throws IOException {
    Program pgRestore = Program.requireMajor("pg_restore", TAKEN_BACK_SINCE);
    Program pgDump = Program.requireMajor("pg_dump", TAKEN_BACK_SINCE);
    try (TestDatabase source = recent().createDatabase();
        TestDatabase copy = recent().createDatabase()) {
      analyzed(source);
      Path ours = folder.resolve("ours.dump");
      Path theirs = folder.resolve("theirs.dump");
      WITH_STATISTICS.dump(source, ours);
      pgDump.with("-Fc", "--statistics", "-f", theirs).env(source.environment()).succeed();
      assertThat(titles(ours)).containsExactlyInAnyOrderElementsOf(titles(theirs));
      pgRestore.with("-d", copy.name(), "-j", 2, ours).env(copy.environment()).succeed();
      assertThat(copy.query(COLUMNS)).isEqualTo(source.query(COLUMNS));
    }
  }

  private List<String> titles(Path file) throws IOException {
    return statistics(file).stream().map(entry -> entry.section() + " " + entry.title()).toList();
  }

  private List<TocEntry> statistics(Path file) throws IOException {
    try (CustomArchive archive = CustomArchive.open(file)) {
      return archive.toc().entries().stream()
          .filter(entry -> entry.description().equals(TocEntry.STATISTICS_DATA))
          .toList();
    }
  }

  /** A server that takes statistics back. */
  private static TestPostgres recent() {
    return TestPostgres.of(TAKEN_BACK_SINCE);
  }

  /** Rows that come later make sure that ANALYZE would find something else. */
  private static void analyzed(TestDatabase source) {
    source.execute(SOURCE);
    ANALYZE.forEach(source::execute);
    source.execute(
        "INSERT INTO \"sch\"\"ema\n%s\".\"ta'ble\" SELECT i, 'later' FROM generate_series(5001, 7000) AS i;"
            + "INSERT INTO parent SELECT 7, 'later' FROM generate_series(1, 500);"
            + "INSERT INTO young SELECT i, i FROM generate_series(51, 500) AS i");
  }
}
