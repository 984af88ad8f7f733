package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dump does not hold must be told. */
class UndumpedObjectsTest {
  @TempDir Path folder;

  static Stream<TestPostgres> servers() {
    return TestPostgres.all();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSchoolIsDumpedWithoutAWarning(TestPostgres server) {
    try (TestDatabase school = School.on(server)) {
      assertThat(warnings(school, DumpContent.ALL)).isEmpty();
      assertThat(warnings(school, DumpContent.SCHEMA_ONLY)).isEmpty();
      assertThat(warnings(school, DumpContent.DATA_ONLY)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatIsOfNoKindThatIsDumpedIsTold(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
<<<<<<< HEAD
          CREATE FOREIGN DATA WRAPPER w;
          CREATE SERVER s FOREIGN DATA WRAPPER w;
          CREATE USER MAPPING FOR CURRENT_USER SERVER s;
          CREATE FOREIGN TABLE f1 (a int) SERVER s;
          CREATE FOREIGN TABLE f2 (a int) SERVER s;
          COMMENT ON COLUMN f2.a IS 'of a foreign table';
          CREATE SUBSCRIPTION sub CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false);
=======
          CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
          CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION on_ddl();
          DROP EVENT TRIGGER et;
          CREATE EVENT TRIGGER et2 ON sql_drop EXECUTE FUNCTION on_ddl();
          ALTER EVENT TRIGGER et2 DISABLE;
          ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
          CREATE LANGUAGE other HANDLER plpgsql_call_handler;
          CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
          CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
          CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple);
          CREATE TEXT SEARCH TEMPLATE tmpl (LEXIZE = dsimple_lexize);
          CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken,
            END = prsd_end, LEXTYPES = prsd_lextype);
          CREATE OPERATOR FAMILY fam USING btree;
>>>>>>> kinds-b
          ALTER OPERATOR FAMILY integer_ops USING hash ADD FUNCTION 1 (bool) hashchar("char");
          CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1';
          CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE r (id int CONSTRAINT fk REFERENCES p);
          ALTER TABLE r DISABLE TRIGGER ALL;
<<<<<<< HEAD
          ALTER DATABASE "%1$s" SET work_mem = '5MB';
          ALTER DATABASE "%1$s" CONNECTION LIMIT 90;
          COMMENT ON DATABASE "%1$s" IS 'mine';
          GRANT CREATE ON DATABASE "%1$s" TO PUBLIC;
          CREATE TABLE parent (a int CONSTRAINT positive CHECK (a > 0));
          CREATE TABLE child () INHERITS (parent);
          COMMENT ON CONSTRAINT positive ON child IS 'of what is inherited';
          """
              .formatted(source.name()));
      try {
        assertThat(warnings(source, DumpContent.ALL))
            .map(warning -> warning.replace("Not in the dump, kind ", ""))
            .containsExactlyInAnyOrder(
                "'comment of foreign table column', 1 in all: public.f2.a",
                "'comment of table constraint', 1 in all: positive on public.child",
                "'database property', 4 in all: comment, connection limit, privileges, …",
                "'disabled foreign key trigger', 2 in all: fk on public.r, fk on public.r",
                "'foreign table', 2 in all: public.f1, public.f2",
                "'foreign-data wrapper', 1 in all: w",
                "'function', 1 in all: pg_catalog.hidden()",
                "'function of access method', 1 in all: function 1 (boolean, boolean) of"
                    + " pg_catalog.integer_ops USING hash",
                "'server', 1 in all: s",
                "'subscription', 1 in all: sub",
                "'user mapping', 1 in all: postgres on s");
      } finally {
        source.execute(
            "ALTER SUBSCRIPTION sub DISABLE; ALTER SUBSCRIPTION sub SET (slot_name = NONE);"
                + " DROP SUBSCRIPTION sub");
      }
=======
          REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) FROM PUBLIC;
          REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
          CREATE TABLE parent (a int CONSTRAINT positive CHECK (a > 0));
          CREATE TABLE child () INHERITS (parent);
          COMMENT ON CONSTRAINT positive ON child IS 'of what is inherited';
          """);
      assertThat(warnings(source, DumpContent.ALL))
          .map(
              warning ->
                  warning
                      .replace("Not in the dump, kind ", "")
                      .replace(" on language", " language"))
          .containsExactlyInAnyOrder(
              "'access method', 1 in all: heap2",
              "'changed privileges', 2 in all: function pg_sleep(double precision), language plpgsql",
              "'comment of table constraint', 1 in all: positive on public.child",
              "'conversion', 1 in all: public.conv",
              "'default acl', 1 in all: for role postgres on tables",
              "'disabled foreign key trigger', 2 in all: fk on public.r, fk on public.r",
              "'event trigger', 1 in all: et2",
              "'function', 1 in all: pg_catalog.hidden()",
              "'function of access method', 1 in all: function 1 (boolean, boolean) of"
                  + " pg_catalog.integer_ops USING hash",
              "'language', 1 in all: other",
              "'operator class', 1 in all: public.cls USING btree",
              "'operator family', 2 in all: public.cls USING btree, public.fam USING btree",
              "'text search dictionary', 1 in all: public.dict",
              "'text search parser', 1 in all: public.prs",
              "'text search template', 1 in all: public.tmpl",
              "'transform', 1 in all: for integer language sql",
              "'type', 1 in all: public.shell");
>>>>>>> kinds-b
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatWasChangedOfAnExtensionIsTold(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          CREATE EXTENSION pg_trgm;
          CREATE TABLE "Config" (x int); CREATE TABLE untouched (x int); CREATE SEQUENCE numbers;
          ALTER EXTENSION pg_trgm ADD TABLE "Config";
          ALTER EXTENSION pg_trgm ADD TABLE untouched;
          ALTER EXTENSION pg_trgm ADD SEQUENCE numbers;
          UPDATE pg_extension SET extconfig = ARRAY['"Config"'::regclass, 'untouched'::regclass, 'numbers'::regclass]::oid[],
            extcondition = ARRAY['WHERE x > 1', '', ''] WHERE extname = 'pg_trgm';
          INSERT INTO "Config" VALUES (1);
          """);
      assertThat(warnings(source, DumpContent.ALL)).isEmpty();
      source.execute(
          """
          INSERT INTO "Config" VALUES (2); SELECT nextval('numbers');
          CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
          ALTER FUNCTION f() DEPENDS ON EXTENSION pg_trgm;
          """);
      assertThat(warnings(source, DumpContent.ALL))
          .map(warning -> warning.replace("Not in the dump, kind ", ""))
          .containsExactlyInAnyOrder(
<<<<<<< HEAD
              "'rows of an extension's configuration', 1 in all: \"public\".\"Config\"",
              "'values of an extension's configuration', 1 in all: \"public\".\"numbers\"",
=======
              "'changed privileges', 2 in all: column x of table public.untouched,"
                  + " function public.show_trgm(text)",
>>>>>>> kinds-b
              "'DEPENDS ON EXTENSION', 1 in all: function public.f()");
    }
  }

  @ParameterizedTest
  @CsvSource({"15", "17"})
  void aWarningIsAnEventToo(int major) {
    List<Event> told = new ArrayList<>();
    try (TestDatabase source = TestPostgres.of(major).createDatabase()) {
      source.execute("CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1'");
      Dumper.of(
              source.dataSource(),
              DumpOptions.defaults(),
              new Events("backup", told::add, InstantSource.system()))
          .dumpTo(number -> new DiscardedVolume());
      assertThat(told).anyMatch(event -> event.toString().contains("pg_catalog.hidden()"));
    }
  }

  private static List<String> warnings(TestDatabase source, DumpContent content) {
    return Dumper.of(
            source.dataSource(), DumpOptions.defaults().withContent(content), Events.silent("dump"))
        .dumpTo(number -> new DiscardedVolume())
        .warnings();
  }
}
