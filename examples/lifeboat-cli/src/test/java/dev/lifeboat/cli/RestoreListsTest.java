package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the same words on the command line, {@code pg_restore} and Lifeboat choose the same entries
 * of an archive, and each reads the list of the other.
 */
class RestoreListsTest {
  private static final String SOURCE =
      """
      CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'a schema'; CREATE SCHEMA "App.Two"; CREATE SCHEMA lib;
      CREATE EXTENSION hstore SCHEMA lib; CREATE EXTENSION file_fdw;
      CREATE TYPE app.e AS ENUM ('a'); CREATE DOMAIN lib.d AS int CHECK (VALUE > 0);
      CREATE TABLE app.parent (id serial PRIMARY KEY, note text, n lib.d);
      CREATE TABLE app.child (id int PRIMARY KEY, parent_id int REFERENCES app.parent, kind app.e);
      CREATE TABLE lib.child (id int GENERATED ALWAYS AS IDENTITY, ref int REFERENCES app.child);
      COMMENT ON TABLE app.child IS 'a table'; COMMENT ON COLUMN app.child.id IS 'a column';
      CREATE INDEX by_kind ON app.child (kind); COMMENT ON INDEX app.by_kind IS 'an index';
      CREATE TABLE app.parts (n int) PARTITION BY RANGE (n);
      CREATE TABLE lib.part PARTITION OF app.parts DEFAULT; CREATE INDEX by_n ON app.parts (n);
      CREATE SEQUENCE app.numbers; SELECT nextval('app.numbers');
      CREATE VIEW app.v AS SELECT id FROM app.parent; COMMENT ON VIEW app.v IS 'a view';
      CREATE MATERIALIZED VIEW app.m AS SELECT * FROM app.v; CREATE INDEX by_id ON app.m (id);
      CREATE FUNCTION app.f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
      COMMENT ON FUNCTION app.f() IS 'a function'; GRANT EXECUTE ON FUNCTION app.f() TO PUBLIC;
      REVOKE EXECUTE ON FUNCTION app.f(int, text) FROM PUBLIC;
      CREATE PROCEDURE app.p() LANGUAGE sql AS 'SELECT 1';
      CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int);
      CREATE FUNCTION app.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER guard BEFORE INSERT ON app.child FOR EACH ROW EXECUTE FUNCTION app.t();
      COMMENT ON TRIGGER guard ON app.child IS 'a trigger';
      CREATE RULE r AS ON DELETE TO app.child DO INSTEAD NOTHING;
      ALTER TABLE app.parent ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.parent USING (true);
      COMMENT ON POLICY p ON app.parent IS 'a policy';
      GRANT SELECT ON app.parent TO PUBLIC; GRANT UPDATE (note) ON app.parent TO PUBLIC;
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
      CREATE PUBLICATION pub FOR TABLE app.child; CREATE PUBLICATION pub_all FOR TABLES IN SCHEMA app;
      COMMENT ON PUBLICATION pub IS 'a publication';
      CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false);
      COMMENT ON SUBSCRIPTION sub IS 'a subscription';
      CREATE STATISTICS app.st ON id, parent_id FROM app.child;
      CREATE SERVER files FOREIGN DATA WRAPPER file_fdw; CREATE USER MAPPING FOR PUBLIC SERVER files;
      CREATE FOREIGN TABLE app.outside (a int) SERVER files OPTIONS (filename '/dev/null');
      CREATE FUNCTION app.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER ev ON ddl_command_end EXECUTE FUNCTION app.ev();
      CREATE TABLE "App.Two"."Mixed" (a int); CREATE TABLE "App.Two"."qu""ote; --" (a int);
      CREATE TABLE "App.Two"."new
      line" (a int); CREATE TABLE in_public (a int);
      SELECT lo_from_bytea(4711, 'large'); COMMENT ON LARGE OBJECT 4711 IS 'a large object';
      GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC;
      """;

  private static final List<List<String>> OPTIONS =
      List.of(
          List.of(),
          List.of("-n", "app"),
          List.of("--schema=app", "--schema=lib"),
          List.of("-n", "App.Two"),
          List.of("-n", "public"),
          List.of("-n", "nothing"),
          List.of("-N", "app"),
          List.of("--exclude-schema=app", "-N", "public"),
          List.of("-n", "app", "-N", "app"),
          List.of("-t", "child"),
          List.of("-t", "child", "-n", "lib"),
          List.of("-t", "child", "-N", "lib"),
          List.of("-t", "parent"),
          List.of("-t", "parent_id_seq"),
          List.of("-t", "numbers"),
          List.of("-t", "v"),
          List.of("-t", "m"),
          List.of("-t", "parts"),
          List.of("-t", "part"),
          List.of("-t", "outside"),
          List.of("-t", "Mixed"),
          List.of("-t", "mixed"),
          List.of("-t", "qu\"ote; --"),
          List.of("-t", "app.child"),
          List.of("-t", "child", "--strict-names"),
          List.of("-t", "child", "-s"),
          List.of("-t", "child", "-a"),
          List.of("-t", "child", "-I", "by_kind"),
          List.of("-I", "by_kind"),
          List.of("-I", "by_n"),
          List.of("-I", "by_id", "-I", "by_n"),
          List.of("-P", "f(integer, text)"),
          List.of("-P", "f(integer,text)"),
          List.of("-P", "f()"),
          List.of("-P", "f"),
          List.of("-P", "p()"),
          List.of("-P", "total(integer)"),
          List.of("--function=t()", "-T", "child guard"),
          List.of("-T", "child guard"),
          List.of("-T", "guard"),
          List.of("-t", "child", "-T", "child guard", "-I", "by_kind", "-P", "t()"),
          List.of("-s"),
          List.of("-a"),
          List.of("--schema-only", "-n", "app"),
          List.of("--data-only", "-n", "app"),
          List.of("--section=pre-data"),
          List.of("--section=data"),
          List.of("--section=post-data"),
          List.of("--section=pre-data", "--section=post-data"),
          List.of("--section=data", "-n", "lib"),
          List.of("--section=post-data", "-t", "child"),
          List.of("--section=pre-data", "-a"),
          List.of("-x"),
          List.of("--no-privileges", "-n", "app"),
          List.of("--no-acl", "-t", "parent"),
          List.of("-O"),
          List.of("--no-comments"),
          List.of("--no-comments", "-t", "child"),
          List.of("--no-publications"),
          List.of("--no-subscriptions"),
          List.of("--no-security-labels"),
          List.of("--no-tablespaces"),
          List.of("--no-table-access-method"),
          List.of("--no-publications", "--no-subscriptions", "--no-comments", "-x", "-O"),
          List.of("-C"),
          List.of("-C", "-s"),
          List.of("-C", "-n", "app"),
          List.of("-C", "-t", "child", "-x"));

  private static final List<String> PARTS = List.of("-s", "-a", "--schema-only", "--data-only");

  private static final TestPostgres SERVER = TestPostgres.of(15);

  @TempDir private static Path folder;
  private static Program pgRestore;
  private static Path archive;

  @BeforeAll
  static void dump() {
    Program pgDump = Program.requireMajor("pg_dump", 15);
    pgRestore = Program.require("pg_restore");
    archive = folder.resolve("source.dump");
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(SOURCE);
      source.execute("COMMENT ON DATABASE \"%s\" IS 'a database'".formatted(source.name()));
      pgDump.with("-Fc", "-f", archive).env(source.environment()).succeed();
    }
  }

  @AfterAll
  static void forget() {
    pgRestore = null;
  }

  static Stream<List<String>> options() {
    return OPTIONS.stream();
  }

  @ParameterizedTest
  @MethodSource("options")
  void areTheSame(List<String> options) {
    assertThat(ours(options)).isEqualTo(theirs(options));
  }

  @Test
  void ofEitherProgramAreReadByBoth() throws IOException {
    List<String> entries = new ArrayList<>(ours(List.of("-n", "app")));
    Collections.reverse(entries);
    List<String> edited = new ArrayList<>(List.of("; a comment", "", "   "));
    entries.forEach(line -> edited.add(line.contains(" VIEW ") ? ";" + line : line));
    Path list = Files.write(folder.resolve("edited.list"), edited);
    assertThat(theirs(List.of("-L", list.toString())))
        .isEqualTo(ours(List.of("-L", list.toString())))
        .hasSizeBetween(20, entries.size() - 1);
    Path whole = folder.resolve("theirs.list");
    Files.writeString(whole, pgRestore.with("-l", archive).succeed().output());
    assertThat(ours(List.of("--use-list=" + whole, "-x"))).isEqualTo(theirs(List.of("-x")));
  }

  @Test
  void thatNameNoEntryOfTheArchiveAreRefused() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.list"), "TABLE app child\n");
    assertThat(list(List.of("-L", wrong.toString())).failure())
        .startsWith("Line 1 of the list, 'TABLE app child', does not begin with the number");
    Path other = Files.writeString(folder.resolve("other.list"), "1; of another archive\n");
    assertThat(list(List.of("-L", other.toString())).failure())
        .startsWith("The list names entry 1, which the archive does not have");
  }

  private static List<String> ours(List<String> options) {
    return entries(list(options).done().output(), options);
  }

  private static Cli.Run list(List<String> options) {
    List<Object> words = new ArrayList<>(List.of("load", "--list", "--from", archive));
    words.addAll(options);
    return Cli.run(words.toArray());
  }

  private static List<String> theirs(List<String> options) {
    List<Object> words = new ArrayList<>(List.of("-l"));
    words.addAll(options);
    words.add(archive);
    return entries(pgRestore.with(words.toArray()).succeed().output(), options);
  }

  /** That a materialized view is filled is data for Lifeboat, and a definition for pg_restore. */
  private static List<String> entries(String list, List<String> options) {
    boolean parts = !Collections.disjoint(options, PARTS);
    return list.lines()
        .filter(line -> !line.startsWith(";") && !line.isBlank())
        .filter(line -> !parts || !line.contains("MATERIALIZED VIEW DATA"))
        .toList();
  }
}
