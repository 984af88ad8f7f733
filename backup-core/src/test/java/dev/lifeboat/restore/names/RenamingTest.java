package dev.lifeboat.restore.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.ConformanceCase;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Restoring under other names, there and back again. */
class RenamingTest {
  /** Names that look like other things, and uses of a schema's name that are none. */
  private static final String HOSTILE =
      """
      CREATE SCHEMA "a.b""; --"; CREATE SCHEMA "Ü ber"; CREATE SCHEMA s; CREATE SCHEMA "S"; CREATE SCHEMA t;
      SET search_path = "a.b""; --";
      CREATE TYPE mood AS ENUM ('a.b"; --', '"a.b""; --".x', 's.t');
      CREATE SEQUENCE "s.q""'";
      CREATE TABLE "tab""le.x" (id int DEFAULT nextval('"s.q""''"'), m mood DEFAULT 's.t', "s" text DEFAULT 's.t',
        "a.b""; --" int, CHECK ("s" <> '"a.b""; --".x'));
      CREATE INDEX "in.dex" ON "tab""le.x" ("s");
      INSERT INTO "tab""le.x" VALUES (DEFAULT, DEFAULT, 's.t and "a.b""; --".x', 1);
      CREATE TABLE s.t (s int PRIMARY KEY, t text, "S" int); INSERT INTO s.t VALUES (1, 's.t', 2);
      CREATE TABLE "S".t (s int REFERENCES s.t); CREATE TABLE t.s (t int, s int DEFAULT 3);
      CREATE TABLE "Ü ber".o (k int PRIMARY KEY, CONSTRAINT "s.c" CHECK (k > 0));
      CREATE FUNCTION s.f(s int, OUT t int) LANGUAGE sql SET search_path = s, "a.b""; --", pg_temp AS 'SELECT 1 -- s.t';
      CREATE FUNCTION s.f(x s.t) RETURNS "a.b""; --".mood[] LANGUAGE sql AS $s$ SELECT NULL::"a.b""; --".mood[] $s$;
      CREATE VIEW s.v AS SELECT x.s, x.t, (x.*)::text AS whole, s.f(1) AS called,
        's.t'::regclass AS class, 's'::regnamespace AS space, 's.f(integer)'::regprocedure AS routine,
        'S'::text AS plain, 's.t'::text AS text_only, ARRAY['s.t'::regclass] AS classes FROM s.t AS x;
      CREATE VIEW t.v AS SELECT s.s, s.t FROM t.s; CREATE VIEW "Ü ber".v AS SELECT * FROM t.v;
      CREATE MATERIALIZED VIEW s.m AS SELECT * FROM s.v;
      CREATE OPERATOR s.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
      CREATE VIEW s.w AS SELECT 1 OPERATOR(s.===) 2 AS three;
      CREATE DOMAIN s.d AS int DEFAULT 1 CHECK (VALUE > 0); CREATE TYPE s.c AS (a s.d, b "S".t);
      CREATE AGGREGATE s.total(int) (SFUNC = int4pl, STYPE = int);
      CREATE FUNCTION s.trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER "s.t" BEFORE UPDATE ON s.t FOR EACH ROW WHEN (OLD.s <> NEW.s) EXECUTE FUNCTION s.trigger('s.t');
      CREATE RULE r AS ON INSERT TO s.w DO INSTEAD INSERT INTO s.t VALUES (new.three);
      ALTER TABLE s.t ENABLE ROW LEVEL SECURITY; CREATE POLICY s ON s.t USING (s > (SELECT count(*) FROM "S".t));
      CREATE STATISTICS s.st ON s, t FROM s.t; CREATE COLLATION s.plain (locale = 'C');
      CREATE TABLE s.parts (k text COLLATE s.plain) PARTITION BY LIST (k);
      CREATE TABLE "S".part PARTITION OF s.parts FOR VALUES IN ('s.t');
      CREATE PUBLICATION pub FOR TABLE s.t WHERE (s > 1);
      CREATE TEXT SEARCH CONFIGURATION s.cfg (COPY = simple);
      CREATE TABLE s.doc (words tsvector GENERATED ALWAYS AS (to_tsvector('s.cfg', 's.t')) STORED);
      COMMENT ON SCHEMA s IS 's.t SCHEMA s'; COMMENT ON TABLE s.t IS 'in "s".t SCHEMA s';
      GRANT USAGE ON SCHEMA s TO PUBLIC; GRANT SELECT (s, t) ON s.t TO PUBLIC;
      ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC;
      ANALYZE; REFRESH MATERIALIZED VIEW s.m;
      """;

  @TempDir Path folder;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void theSchoolComesBackFromAnotherSchema(TestPostgres server) {
    try (TestDatabase source = School.on(server)) {
      NameMap there =
          NameMap.NONE
              .withSchema("public", "restored_20261122")
              .withSchema("billing", "public")
              .withSchema("Odd \"Name\" schema", "x'; DROP SCHEMA \"");
      NameMap back =
          NameMap.NONE
              .withSchema("restored_20261122", "public")
              .withSchema("public", "billing")
              .withSchema("x'; DROP SCHEMA \"", "Odd \"Name\" schema");
      try (TestDatabase other = restored(source, there)) {
        assertThat(other.value("SELECT count(*) FROM restored_20261122.lesson")).isEqualTo("900");
        assertThat(other.value("SELECT count(*) FROM public.invoice")).isEqualTo("600");
        other.execute(bodies(other).replace("billing.invoice", "public.invoice"));
        try (TestDatabase copy = restored(other, back)) {
          copy.execute(bodies(copy).replace("public.invoice", "billing.invoice"));
          if (server.major() >= 15) { // elsewhere it belongs to the role that makes it
            copy.execute("ALTER SCHEMA public OWNER TO pg_database_owner");
          }
          assertThat(
                  CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(copy)))
              .isEmpty();
        }
      }
    }
    assertThat(warnings()).anySatisfy(w -> assertThat(w).contains("FUNCTION billing.total"));
  }

  @Test
  void namesThatLookLikeSqlAreToldApart() {
    TestPostgres server = TestPostgres.of(15);
    try (TestDatabase source = server.createDatabase().execute(HOSTILE)) {
      NameMap there =
          NameMap.NONE
              .withSchema("a.b\"; --", "s")
              .withSchema("s", "new \"s\".t; --")
              .withSchema("Ü ber", "ü");
      NameMap back =
          NameMap.NONE
              .withSchema("s", "a.b\"; --")
              .withSchema("new \"s\".t; --", "s")
              .withSchema("ü", "Ü ber");
      try (TestDatabase other = restoredWithout(source, there, "t.v");
          TestDatabase copy = restored(other, back)) {
        assertThat(
                CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(copy)))
            .isEmpty();
        assertThat(other.value("SELECT count(*) FROM \"new \"\"s\"\".t; --\".t")).isEqualTo("1");
      }
    }
  }

  @Test
  void aSchemaThatIsATableTooIsRefusedBeforeAnythingIsChanged() {
    TestPostgres server = TestPostgres.of(15);
    try (TestDatabase source =
            server
                .createDatabase()
                .execute(
                    "CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE TABLE s (s int);"
                        + " CREATE VIEW v AS SELECT s.s, t.a FROM s, s.t");
        TestDatabase target = server.createDatabase()) {
      assertThatThrownBy(() -> restore(source, target, NameMap.NONE.withSchema("s", "other")))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("VIEW public.v uses s as a schema and as another name");
      assertThat(target.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'other'"))
          .isEqualTo("0");
    }
  }

  @ParameterizedTest
  @CsvSource({"new", "old", "excluded", "pg_catalog"})
  void schemasThatStandForSomethingElseAreRefused(String name) {
    assertThatThrownBy(() -> NameMap.NONE.withSchema(name, "other"))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void namesThatTheArchiveDoesNotHaveAreRefused() {
    try (TestDatabase source = TestPostgres.of(15).createDatabase().execute("CREATE TABLE t ()");
        TestDatabase target = TestPostgres.of(15).createDatabase()) {
      assertThatThrownBy(() -> restore(source, target, NameMap.NONE.withSchema("publik", "x")))
          .hasMessageContaining("nothing of schema publik");
      assertThatThrownBy(() -> restore(source, target, NameMap.NONE.withOwner("nobody", "x")))
          .hasMessageContaining("nothing of role nobody");
      assertThatThrownBy(() -> restore(source, target, NameMap.NONE.withTablespace("ts", "x")))
          .hasMessageContaining("nothing of tablespace ts");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void rolesAreOthersWhereverTheyAreNamed(TestPostgres server) {
    server
        .admin()
        .execute(
            "CREATE ROLE map_old; CREATE ROLE \"map.Old\"\"; --\"; CREATE ROLE map_new; CREATE ROLE \"map TO new\"");
    try (TestDatabase source =
        server
            .createDatabase()
            .execute(
                """
                CREATE SCHEMA s AUTHORIZATION map_old;
                CREATE TABLE s.map_old (map_old int, "map.Old""; --" text);
                ALTER TABLE s.map_old OWNER TO "map.Old""; --";
                GRANT SELECT ON s.map_old TO map_old WITH GRANT OPTION;
                GRANT UPDATE (map_old) ON s.map_old TO map_old;
                SET SESSION AUTHORIZATION map_old; GRANT SELECT ON s.map_old TO PUBLIC; RESET SESSION AUTHORIZATION;
                CREATE FUNCTION s.f() RETURNS text LANGUAGE sql AS 'SELECT ''map_old''';
                ALTER FUNCTION s.f() OWNER TO map_old;
                ALTER DEFAULT PRIVILEGES FOR ROLE map_old IN SCHEMA s GRANT SELECT ON TABLES TO "map.Old""; --";
                CREATE POLICY map_old ON s.map_old FOR SELECT TO map_old, "map.Old""; --" USING (map_old > 0);
                COMMENT ON TABLE s.map_old IS 'owned by map_old';
                """)) {
      NameMap there =
          NameMap.NONE.withOwner("map_old", "map_new").withOwner("map.Old\"; --", "map TO new");
      NameMap back =
          NameMap.NONE.withOwner("map_new", "map_old").withOwner("map TO new", "map.Old\"; --");
      try (TestDatabase other = restored(source, there);
          TestDatabase copy = restored(other, back)) {
        assertThat(
                other.value(
                    "SELECT count(*) FROM pg_shdepend AS d JOIN pg_roles AS r ON r.oid = d.refobjid"
                        + " WHERE d.dbid = (SELECT oid FROM pg_database WHERE datname ="
                        + " current_database()) AND r.rolname IN ('map_old', 'map.Old\"; --')"))
            .isEqualTo("0");
        assertThat(
                CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(copy)))
            .isEmpty();
      }
    } finally {
      server
          .admin()
          .execute(
              "DROP ROLE map_old; DROP ROLE \"map.Old\"\"; --\"; DROP ROLE map_new; DROP ROLE \"map TO new\"");
    }
  }

  @Test
  void whatLiesInOneTablespaceComesIntoAnother() {
    TestPostgres server = TestPostgres.of(15);
    ConformanceCase tablespaces =
        ConformanceCase.in(RenamingTest.class.getResource("/conformance")).stream()
            .filter(each -> each.name().equals("tablespaces"))
            .findFirst()
            .orElseThrow();
    tablespaces.prepare(server);
    String two = "lifeboat \"two\"";
    ConformanceCase mapped =
        new ConformanceCase(
            "mapped", tablespaces.sql().replace("lifeboat_one", "\"lifeboat \"\"two\"\"\""));
    try (TestDatabase source = server.createDatabase();
        TestDatabase expected = server.createDatabase()) {
      tablespaces.load(source);
      mapped.load(expected);
      try (TestDatabase copy = restored(source, NameMap.NONE.withTablespace("lifeboat_one", two))) {
        assertThat(
                CatalogSnapshot.differences(CatalogSnapshot.of(expected), CatalogSnapshot.of(copy)))
            .isEmpty();
        String where =
            "SELECT count(*) FROM pg_class JOIN pg_tablespace AS s ON s.oid = reltablespace"
                + " WHERE spcname = '%s'";
        assertThat(copy.value(where.formatted("lifeboat_one"))).isEqualTo("0");
        assertThat(copy.value(where.formatted(two)))
            .isEqualTo(expected.value(where.formatted(two)))
            .isNotEqualTo(source.value(where.formatted(two)));
      }
    }
  }

  /** The bodies of functions are texts, which no map changes. */
  private static String bodies(TestDatabase database) {
    return database.value(
        "SELECT string_agg(pg_get_functiondef(oid), ';') FROM pg_proc WHERE proname = 'total'");
  }

  private TestDatabase restored(TestDatabase source, NameMap names) {
    return restoredWithout(source, names, "");
  }

  private TestDatabase restoredWithout(TestDatabase source, NameMap names, String ambiguous) {
    TestDatabase target = source.server().createDatabase();
    try {
      if (!ambiguous.isEmpty()) {
        assertThatThrownBy(() -> restore(source, target, names)).hasMessageContaining(ambiguous);
        source.execute("DROP VIEW " + ambiguous + " CASCADE");
      }
      restore(source, target, names);
      return target;
    } catch (Throwable failure) {
      target.close();
      throw failure;
    }
  }

  private RestoreResult restore(TestDatabase source, TestDatabase target, NameMap names) {
    Path file = folder.resolve(source.name() + events.size() + System.nanoTime() + ".dump");
    RoundTrip.usual().dump(source, file);
    try (CustomArchive archive = CustomArchive.open(file)) {
      return Restorer.of(
              RestoreOptions.defaults().with(RestoreScope.ALL).with(names),
              new Events("restore", events::add, InstantSource.system()))
          .restore(archive, Target.database(target.dataSource()));
    }
  }

  private List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).message())
        .toList();
  }
}
