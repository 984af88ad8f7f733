package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the same words on the command line, {@code pg_dump} and Lifeboat choose the same objects,
 * and refuse the same patterns.
 */
class FilterListsTest {
  private static final String SOURCE =
      """
      CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'a schema';
      CREATE SCHEMA "App.Two"; CREATE SCHEMA lib; GRANT USAGE ON SCHEMA lib TO PUBLIC;
      CREATE EXTENSION hstore SCHEMA lib; CREATE EXTENSION file_fdw;
      CREATE FUNCTION lib.f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
      CREATE TYPE app.e AS ENUM ('a'); CREATE DOMAIN lib.d AS int CHECK (lib.f(VALUE) > 0);
      CREATE TYPE app.c AS (a int); COMMENT ON TYPE app.c IS 'a type';
      CREATE TABLE app.parent (id serial PRIMARY KEY, note text, n lib.d);
      CREATE TABLE app.child (id int PRIMARY KEY, parent_id int REFERENCES app.parent, kind app.e);
      CREATE TABLE lib.other (id int GENERATED ALWAYS AS IDENTITY, ref int REFERENCES app.child);
      COMMENT ON TABLE app.child IS 'a table'; COMMENT ON COLUMN app.child.id IS 'a column';
      CREATE TABLE app.parts (n int) PARTITION BY RANGE (n);
      CREATE TABLE app.part_1 PARTITION OF app.parts FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (n);
      CREATE TABLE lib.part_1a PARTITION OF app.part_1 DEFAULT;
      CREATE INDEX ON app.parts (n);
      CREATE TABLE app.base (a int); CREATE TABLE lib.heir (b int) INHERITS (app.base);
      CREATE SEQUENCE app.numbers; CREATE TABLE app.counted (n int DEFAULT nextval('app.numbers'));
      CREATE VIEW app.v AS SELECT id, lib.f(id) FROM app.parent; COMMENT ON VIEW app.v IS 'a view';
      CREATE MATERIALIZED VIEW app.m AS SELECT * FROM app.v; CREATE INDEX ON app.m (id);
      CREATE FUNCTION app.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER t BEFORE INSERT ON app.child FOR EACH ROW EXECUTE FUNCTION app.t();
      CREATE RULE r AS ON DELETE TO app.child DO INSTEAD NOTHING;
      ALTER TABLE app.parent ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON app.parent USING (true);
      GRANT SELECT ON app.parent TO PUBLIC; GRANT UPDATE (note) ON app.parent TO PUBLIC;
      GRANT SELECT ON app.v TO PUBLIC; GRANT USAGE ON app.numbers TO PUBLIC;
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
      CREATE PUBLICATION pub FOR TABLE app.child, lib.other;
      CREATE PUBLICATION pub_schema FOR TABLES IN SCHEMA app;
      CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false);
      CREATE STATISTICS app.st ON id, parent_id FROM app.child;
      CREATE STATISTICS lib.st ON id, parent_id FROM app.child;
      CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
      CREATE USER MAPPING FOR PUBLIC SERVER files;
      CREATE FOREIGN TABLE app.foreign_one (a int) SERVER files OPTIONS (filename '/dev/null');
      CREATE COLLATION app.german (locale = 'C'); CREATE CAST (app.c AS text) WITH INOUT;
      CREATE OPERATOR app.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
      CREATE TEXT SEARCH CONFIGURATION lib.cfg (COPY = simple);
      CREATE FUNCTION app.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER ev ON ddl_command_end EXECUTE FUNCTION app.ev();
      CREATE TABLE "App.Two"."Mixed" (a int); CREATE TABLE "App.Two"."a.b" (a int);
      CREATE TABLE "App.Two"."x|y" (a int); CREATE TABLE "App.Two"."qu""ote" (a int);
      CREATE TABLE "App.Two"."cost$" (a int); CREATE TABLE "App.Two"."star*" (a int);
      CREATE TABLE "App.Two"."arr[]" (a int); CREATE TABLE "App.Two"."back\\slash" (a int);
      CREATE TABLE "App.Two"."(paren)" (a int); CREATE TABLE "App.Two"."a,b" (a int);
      CREATE TABLE "App.Two"."plus+" (a int); CREATE TABLE "App.Two"."{2}" (a int);
      CREATE TABLE "App.Two"."quest?" (a int); CREATE TABLE "App.Two"."^caret" (a int);
      CREATE TABLE "App.Two"."ÄÖ" (a int); CREATE TABLE "App.Two"."sp ace" (a int);
      CREATE TABLE "App.Two"."mixed" (a int); CREATE TABLE "App.Two".part_10 (a int);
      CREATE TABLE in_public (a int); CREATE VIEW in_public_view AS SELECT 1 AS one;
      CREATE TABLE lib.in_public (a int); CREATE TABLE cycle_1 (a int);
      SELECT lo_from_bytea(4711, 'large'); COMMENT ON LARGE OBJECT 4711 IS 'a large object';
      """;

  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("-n", "app"),
          List.of("--schema=app", "--schema=lib"),
          List.of("-n", "public"),
          List.of("-n", "App.Two"),
          List.of("-n", "\"App.Two\""),
          List.of("-n", "a*", "-N", "app"),
          List.of("-n", "app|lib"),
          List.of("-n", "(app|lib)"),
          List.of("-n", "a??"),
          List.of("-n", "APP"),
          List.of("-N", "app"),
          List.of("--exclude-schema=app", "--exclude-schema=public"),
          List.of("-N", "nothing"),
          List.of("-N", "lib"),
          List.of("-n", "app", "-T", "app.child"),
          List.of("-n", "app", "-T", "app.par*"),
          List.of("-n", "app", "-b"),
          List.of("-n", "app", "-s"),
          List.of("-n", "app", "-a"),
          List.of("-n", "app", "-t", "in_public"),
          List.of("-t", "in_public"),
          List.of("-t", "in_public", "-b"),
          List.of("-t", "app.parent"),
          List.of("-t", "app.child"),
          List.of("-t", "app.child", "-s"),
          List.of("-t", "app.child", "-a"),
          List.of("-t", "parent"),
          List.of("-t", "*.child"),
          List.of("-t", "app.*"),
          List.of("-t", "a*.*", "-T", "*.parent*", "-T", "app.v"),
          List.of("-t", "*.in_public"),
          List.of("-t", "app.v"),
          List.of("-t", "app.m"),
          List.of("-t", "app.numbers"),
          List.of("-t", "app.counted"),
          List.of("-t", "app.parent_id_seq"),
          List.of("-t", "lib.other"),
          List.of("-t", "lib.other_id_seq"),
          List.of("-t", "lib.heir"),
          List.of("-t", "app.parts"),
          List.of("-t", "app.part_1"),
          List.of("-t", "lib.part_1a"),
          List.of("-t", "app.foreign_one"),
          List.of("-t", "app.child", "-N", "app"),
          List.of("-t", "app.child", "-T", "app.*"),
          List.of("-t", "nothing", "-t", "in_public"),
          List.of("-t", "nothing"),
          List.of("-t", "nothing", "-t", "in_public", "--strict-names"),
          List.of("-n", "nothing"),
          List.of("-n", "nothing", "-n", "app"),
          List.of("-n", "nothing", "-n", "app", "--strict-names"),
          List.of("-e", "nothing"),
          List.of("-T", "nothing", "--strict-names"),
          List.of("-T", "app.child"),
          List.of("-T", "app.parent"),
          List.of("-T", "app.parent_id_seq"),
          List.of("-T", "lib.other_id_seq"),
          List.of("-T", "app.parts"),
          List.of("-T", "app.part_1"),
          List.of("-T", "app.numbers"),
          List.of("-T", "app.v"),
          List.of("-T", "app.m"),
          List.of("-T", "app.base"),
          List.of("-T", "*.*"),
          List.of("--exclude-table-data=app.parent"),
          List.of("--exclude-table-data=app.par*"),
          List.of("--exclude-table-data=app.parts"),
          List.of("--exclude-table-data=app.numbers"),
          List.of("--exclude-table-data=app.m"),
          List.of("--exclude-table-data=*.*"),
          List.of("-e", "hstore"),
          List.of("-e", "*"),
          List.of("-e", "hstore", "-n", "app"),
          List.of("-e", "hstore", "-t", "in_public"),
          List.of("-B"),
          List.of("-B", "-n", "app"),
          List.of("--no-blobs", "-N", "app"),
          List.of("-a", "-N", "app"),
          List.of("--include-foreign-data=files"),
          List.of("--include-foreign-data=nothing"),
          List.of("--include-foreign-data=*", "-t", "app.foreign_one"),
          // patterns
          List.of("-t", "\"App.Two\".\"Mixed\""),
          List.of("-t", "\"App.Two\".Mixed"),
          List.of("-t", "\"App.Two\".\"M\"ixed"),
          List.of("-t", "\"App.Two\".*i?ed"),
          List.of("-t", "\"App.Two\".\"a.b\""),
          List.of("-t", "\"App.Two\".a.b"),
          List.of("-t", "\"App.Two\".a?b"),
          List.of("-t", "\"App.Two\".\"x|y\""),
          List.of("-t", "\"App.Two\".x|y"),
          List.of("-t", "\"App.Two\".\"qu\"\"ote\""),
          List.of("-t", "\"App.Two\".qu\"\"ote"),
          List.of("-t", "\"App.Two\".qu\"\"\"\"ote"),
          List.of("-t", "\"App.Two\".cost$"),
          List.of("-t", "\"App.Two\".\"cost$\""),
          List.of("-t", "\"App.Two\".\"star*\""),
          List.of("-t", "\"App.Two\".star*"),
          List.of("-t", "\"App.Two\".arr[]"),
          List.of("-t", "\"App.Two\".\"arr[]\""),
          List.of("-t", "\"App.Two\".[a-c]*"),
          List.of("-t", "\"App.Two\".\"back\\slash\""),
          List.of("-t", "\"App.Two\".back\\\\slash"),
          List.of("-t", "\"App.Two\".back\\slash"),
          List.of("-t", "\"App.Two\".back\\Slash"),
          List.of("-t", "\"App.Two\".\"(paren)\""),
          List.of("-t", "\"App.Two\".(paren)"),
          List.of("-t", "\"App.Two\".\"a,b\""),
          List.of("-t", "\"App.Two\".a,b"),
          List.of("-t", "\"App.Two\".\"plus+\""),
          List.of("-t", "\"App.Two\".plus+"),
          List.of("-t", "\"App.Two\".\"{2}\""),
          List.of("-t", "\"App.Two\".{2}"),
          List.of("-t", "\"App.Two\".\"quest?\""),
          List.of("-t", "\"App.Two\".quest?"),
          List.of("-t", "\"App.Two\".\"^caret\""),
          List.of("-t", "\"App.Two\".^caret"),
          List.of("-t", "\"App.Two\".\"ÄÖ\""),
          List.of("-t", "\"App.Two\".ÄÖ"),
          List.of("-t", "\"App.Two\".sp ace"),
          List.of("-t", "\"App.Two\".part_1\\d"),
          List.of("-t", "\"App.Two\".(?i)mixed"),
          List.of("-t", "\"App.Two\".["),
          List.of("-t", ""),
          List.of("-t", "app."),
          List.of("-t", ".in_public"),
          List.of("-t", "."),
          List.of("-n", ""),
          List.of("-t", "*.*.*.*"),
          List.of("-t", "nowhere.app.child"),
          List.of("-t", "*.app.child"),
          List.of("-n", "nowhere.app"),
          List.of("-n", "a.b.c"),
          List.of("-e", "hst.ore"),
          List.of("--include-foreign-data=a.b"),
          List.of("-t", "cycle_[0-9]"),
          List.of("-t", "in_public(_view)?"),
          List.of("-t", "in_public|cycle_1"));

  /** What leaves partitions without their table. */
  private static final Set<String> PARENTLESS =
      Set.of(
          "app.part_1",
          "lib.part_1a",
          "app.parts",
          "--exclude-schema=app",
          "app",
          "app.par*",
          "lib");

  private static final Pattern QUOTED = Pattern.compile("(ACL .*?)\"(.*)\"( \\S+)");
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static Program pgDump;
  private static Program pgRestore;
  private static TestDatabase source;

  @TempDir Path folder;

  @BeforeAll
  static void makeSource() {
    pgDump = Program.requireMajor("pg_dump", 15);
    pgRestore = Program.requireMajor("pg_restore", 15);
    source = SERVER.createDatabase().execute(SOURCE);
  }

  @AfterAll
  static void dropSource() {
    if (source != null) {
      source.close();
    }
  }

  static Stream<List<String>> options() {
    return OPTIONS.stream();
  }

  @ParameterizedTest
  @MethodSource("options")
  void areTheSame(List<String> options) {
    Path theirs = folder.resolve("theirs.dump");
    Path ours = folder.resolve("ours.dump");
    List<Object> words = new ArrayList<>(List.of("-Fc", "-f", theirs));
    words.addAll(options);
    ProgramRun.Result judge = pgDump.with(words.toArray()).env(source.environment()).run();
    List<Object> command =
        new ArrayList<>(List.of("dump", "--db", source.url(), "--to", ours, "--compress", "gzip"));
    command.addAll(options);
    Cli.Run run = Cli.run(command.toArray());
    if (judge.exitCode() != 0) {
      assertThat(run.exitCode()).as(judge.errors() + run.errors()).isIn(1, 2);
      assertThat(ours).doesNotExist();
    } else {
      run.done();
      assertThat(list(ours, options)).containsExactlyInAnyOrderElementsOf(list(theirs, options));
    }
  }

  /** A quote that nobody closed means something else than what was typed. */
  @ParameterizedTest
  @ValueSource(strings = {"\"App.Two\".\"Mixed", "\"app", "app.\"\"\""})
  void areRefusedWhereAQuoteIsNotClosed(String pattern) {
    Path ours = folder.resolve("ours.dump");
    Cli.Run run = Cli.run("dump", "--db", source.url(), "--to", ours, "-t", pattern);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).startsWith("The pattern '").contains("not closed").hasLineCount(2);
    assertThat(ours).doesNotExist();
  }

  /**
   * What each entry is, without its numbers. Lifeboat makes the schema {@code public} in its own
   * way, writes defaults into their tables, does not attach partitions to tables that it leaves
   * out, and takes extended statistics with a table that is chosen.
   */
  private static List<String> list(Path archive, List<String> options) {
    Stream<String> lines = lines(archive);
    if (options.stream().anyMatch(PARENTLESS::contains)) {
      lines = lines.filter(line -> !line.matches("(TABLE|INDEX) ATTACH .*"));
    }
    if (options.contains("-t")) {
      lines = lines.filter(line -> !line.startsWith("STATISTICS "));
    }
    return lines.toList();
  }

  private static Stream<String> lines(Path archive) {
    return pgRestore
        .with("-l", archive)
        .succeed()
        .output()
        .lines()
        .filter(line -> !line.startsWith(";"))
        .map(line -> line.replaceFirst("^\\d+; \\d+ \\d+ ", ""))
        .filter(line -> !line.matches("(COMMENT - )?SCHEMA - public .*|COMMENT - SCHEMA public .*"))
        .filter(line -> !line.startsWith("DEFAULT "))
        .filter(line -> !line.startsWith("MATERIALIZED VIEW DATA "))
        .map(FilterListsTest::withoutQuotes)
        .map(line -> line.replaceFirst("^(INDEX ATTACH .*) \\w*$", "$1"));
  }

  /** In tags of privileges {@code pg_dump} quotes some names. */
  private static String withoutQuotes(String line) {
    Matcher quoted = QUOTED.matcher(line);
    return quoted.matches()
        ? quoted.group(1) + quoted.group(2).replace("\"\"", "\"") + quoted.group(3)
        : line;
  }
}
