package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreConduct.OnError;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restoring to a server of an older major version than the source's. */
class OlderServerTest {
  @TempDir Path folder;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @CsvSource({"18, 13", "17, 15", "18, 17", "16, 14"})
  void whatUsesOldFeaturesAloneComesBackWhole(int from, int to) {
    TestPostgres older = TestPostgres.of(to);
    String script = School.script(to) + "UPDATE base_audit SET at = '2026-01-01'; ANALYZE";
    try (TestDatabase source = TestPostgres.of(from).createDatabase().execute(script);
        TestDatabase expected = older.createDatabase().execute(script);
        TestDatabase copy = older.createDatabase()) {
      restore(dump(source), copy, RestoreOptions.defaults());
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(expected), CatalogSnapshot.of(copy)))
          .isEmpty();
    }
  }

  @Test
  void settingsThatTheServerDoesNotKnowAreLeftOut() {
    String made =
        """
        CREATE TABLE plain (a text COMPRESSION pglz, b text) WITH (vacuum_max_eager_freeze_failure_rate = 0.1);
        CREATE TABLE mixed (a int) WITH (fillfactor = 70, autovacuum_vacuum_max_threshold = 5, autovacuum_enabled = false);
        CREATE TABLE last_one (a int) WITH (fillfactor = 71, autovacuum_vacuum_max_threshold = 5);
        """;
    try (TestDatabase source = TestPostgres.of(18).createDatabase().execute(made);
        TestDatabase copy = TestPostgres.of(13).createDatabase()) {
      restore(dump(source), copy, RestoreOptions.defaults());
      assertThat(
              copy.query(
                  "SELECT relname, reloptions::text FROM pg_class WHERE relkind = 'r'"
                      + " AND relnamespace = 'public'::regnamespace ORDER BY 1"))
          .containsExactly(
              List.of("last_one", "{fillfactor=71}"),
              List.of("mixed", "{fillfactor=70,autovacuum_enabled=false}"),
              Arrays.asList("plain", null));
      assertThat(warnings())
          .containsExactly(
              "PostgreSQL 13 does not know autovacuum_vacuum_max_threshold, the compression of columns,"
                  + " vacuum_max_eager_freeze_failure_rate, which the archive sets; it is left out");
    }
  }

  /**
   * In routines and in what is said of the database; an older server lacks one, a newer another.
   */
  @ParameterizedTest
  @CsvSource({"17, 15, transaction_timeout", "13, 14, operator_precedence_warning"})
  void settingsOfTheServerThatItDoesNotHaveAreLeftOut(int from, int to, String unknown) {
    String routines =
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql<> SET work_mem = '7MB'"
            + " SET search_path = \"a, b\", 'c'<> SET \"my.setting\" = 'x' SET role = 'pg_monitor'"
            + " AS 'SELECT ''SET %1$s TO 1'''; CREATE PROCEDURE p() LANGUAGE sql<> AS '';";
    String name = "settings_left_out";
    TestPostgres target = TestPostgres.of(to);
    try (TestDatabase source = TestPostgres.of(from).createDatabase(name);
        TestDatabase expected = target.createDatabase();
        TestDatabase copy = target.database(name)) {
      String all = routines.formatted(unknown);
      source.execute(all.replace("<>", " SET " + unknown + " = '0'"));
      expected.execute(all.replace("<>", ""));
      String alter = "ALTER DATABASE settings_left_out SET ";
      source.execute(alter + unknown + " = '0'; " + alter + "work_mem = '9MB'");
      try (CustomArchive archive = CustomArchive.open(dump(source))) {
        restorer(RestoreOptions.defaults().with(RestoreScope.ALL.withDatabase(Keep.AS_ARCHIVED)))
            .restore(archive, Target.newDatabase(target.admin().dataSource(), name));
      }
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(expected), CatalogSnapshot.of(copy)))
          .isEmpty();
      assertThat(
              copy.value(
                  "SELECT setconfig FROM pg_db_role_setting WHERE setdatabase ="
                      + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
          .isEqualTo("{work_mem=9MB}");
      assertThat(warnings())
          .contains(
              "PostgreSQL %d does not know %s, which the archive sets; it is left out"
                  .formatted(to, unknown));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "15 | CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + (1)) VIRTUAL) | TABLE public.t (virtual generated columns",
        "15 | CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED) | CHECK CONSTRAINT public.t c (constraints that are not enforced",
        "15 | CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES t NOT ENFORCED) | FK CONSTRAINT public.u f (constraints that are not enforced",
        "17 | CREATE TABLE t (a int NOT NULL NO INHERIT) | TABLE public.t (NOT NULL as a constraint",
        "17 | CREATE EXTENSION btree_gist; CREATE TABLE t (k int, a int4range, PRIMARY KEY (k, a WITHOUT OVERLAPS)) | CONSTRAINT public.t t_pkey (constraints on periods",
        "16 | CREATE TABLE t (a int); GRANT MAINTAIN ON t TO pg_monitor | ACL public.TABLE t (the privilege MAINTAIN",
        "16 | CREATE COLLATION c (provider = builtin, locale = 'C.UTF-8') | COLLATION public.c (collations of the provider builtin",
        "14 | CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT) | CONSTRAINT public.t t_a_key (keys whose nulls are not distinct",
        "14 | CREATE VIEW v WITH (security_invoker = true) AS SELECT 1 AS one | VIEW public.v (views with the privileges",
        "14 | CREATE PUBLICATION p FOR TABLES IN SCHEMA public | PUBLICATION TABLES IN SCHEMA",
        "14 | CREATE TABLE t (a int); CREATE PUBLICATION p FOR TABLE t (a) | PUBLICATION TABLE public.p t (publications of schemas, columns or rows",
        "13 | CREATE FUNCTION f() RETURNS int RETURN 1 | FUNCTION public.f() (routines with a body of SQL"
      })
  void whatTheServerCannotHaveIsNamedBeforeAnythingIsChanged(int to, String made, String named) {
    try (TestDatabase source =
            TestPostgres.of(18).createDatabase().execute("CREATE TABLE first (a int); " + made);
        TestDatabase copy = TestPostgres.of(to).createDatabase()) {
      Path file = dump(source);
      assertThatThrownBy(() -> restore(file, copy, RestoreOptions.defaults()))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("PostgreSQL " + to + " cannot have ")
          .hasMessageContaining(named);
      assertThat(copy.value("SELECT to_regclass('first')")).isNull();
      RestoreConduct goingOn = RestoreConduct.DEFAULT.with(OnError.GO_ON);
      assertThatThrownBy(() -> restore(file, copy, RestoreOptions.defaults().with(goingOn)))
          .hasMessageContaining("not restored")
          .hasMessageContaining(named.replaceFirst(" \\(.*", ""));
      assertThat(copy.value("SELECT to_regclass('first')")).isEqualTo("first");
    }
  }

  @Test
  void whatOnlyLooksLikeItIsNotTakenForIt() {
    String made =
        """
        CREATE TABLE "NOT ENFORCED" ("GENERATED ALWAYS AS (x)" int DEFAULT 1 CHECK ('NOT ENFORCED' <> ' NULLS NOT DISTINCT'),
          period int, enforced bool, c int GENERATED ALWAYS AS (((period + 1))) STORED, maintain int NOT NULL);
        COMMENT ON TABLE "NOT ENFORCED" IS 'GRANT MAINTAIN ON x TO y; NULLS NOT DISTINCT';
        CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''RETURN 1''';
        CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
        GRANT SELECT (maintain) ON "NOT ENFORCED" TO pg_monitor;
        """;
    try (TestDatabase source = TestPostgres.of(18).createDatabase().execute(made);
        TestDatabase expected = TestPostgres.of(13).createDatabase().execute(made);
        TestDatabase copy = TestPostgres.of(13).createDatabase()) {
      restore(dump(source), copy, RestoreOptions.defaults().with(Existing.LEFT));
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(expected), CatalogSnapshot.of(copy)))
          .isEmpty();
    }
  }

  @Test
  void anArchiveOfALaterPgDumpIsLoaded() {
    Program pgDump = Program.requireAtLeast("pg_dump", 17);
    try (TestDatabase source = School.on(TestPostgres.of(17));
        TestDatabase copy = TestPostgres.of(15).createDatabase()) {
      Path file = folder.resolve("later.dump");
      pgDump.with("-Fc", "-f", file).env(source.environment()).succeed();
      restore(file, copy, RestoreOptions.defaults());
      assertThat(copy.value("SELECT count(*) FROM lesson")).isEqualTo("900");
    }
  }

  private Path dump(TestDatabase source) {
    Path file = folder.resolve("source.dump");
    RoundTrip.usual().dump(source, file);
    return file;
  }

  private void restore(Path file, TestDatabase target, RestoreOptions options) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      restorer(options).restore(archive, Target.database(target.dataSource()));
    }
  }

  private Restorer restorer(RestoreOptions options) {
    return Restorer.of(options, new Events("restore", events::add, InstantSource.system()));
  }

  private List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).message())
        .toList();
  }
}
