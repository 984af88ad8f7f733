package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.SingleConnection;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorerTest {
  private static final String SCHOOL = "school-15-gzip.custom";
  private static final TestPostgres SERVER = TestPostgres.of(17);

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final RestoreOptions options = RestoreOptions.defaults().withJobs(4);
  private TestDatabase database;

  @BeforeEach
  void makeDatabase() {
    database = SERVER.createDatabase();
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void restoringInParallelGivesTheSameTwice() {
    try (TestDatabase second = SERVER.createDatabase()) {
      restore(options, school(), Target.database(database.dataSource()));
      restore(options.withJobs(1), school(), Target.database(second.dataSource()));
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(database), CatalogSnapshot.of(second)))
          .isEmpty();
    }
  }

  @Test
  void aNewDatabaseIsMade() {
    String name = "new \"one\"; DROP";
    RestoreResult result =
        restore(options, school(), Target.newDatabase(SERVER.admin().dataSource(), name));
    assertThat(exists(name)).isTrue();
    SERVER.admin().execute("DROP DATABASE \"new \"\"one\"\"; DROP\"");
    assertThat(result.rows()).isEqualTo(6_584);
    assertThat(result.took()).isPositive();
  }

  @Test
  void aDatabaseThatExistsIsNotMadeAnew() {
    Target target = Target.newDatabase(SERVER.admin().dataSource(), database.name());
    assertThatThrownBy(() -> restore(options, school(), target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("already exists");
    assertThat(exists(database.name())).isTrue();
  }

  @Test
  void aDataSourceThatTellsNothingNeedsAConnector() {
    Target target = Target.newDatabase(new OpaqueDataSource(SERVER.admin().dataSource()), "other");
    assertThatThrownBy(() -> restore(options, school(), target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("pass a connector");
    assertThat(exists("other")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE public.present ()",
        "CREATE SCHEMA present",
        "CREATE FUNCTION public.present() RETURNS int LANGUAGE sql RETURN 1",
        "CREATE TYPE public.present AS ENUM ('a')",
        "SELECT lo_create(123)"
      })
  void aTargetThatIsNotEmptyIsRefused(String sql) {
    database.execute(sql);
    assertThatThrownBy(() -> restore(options, school(), Target.database(database.dataSource())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not empty, it holds")
        .hasMessageContaining("name an empty database");
    assertThat(database.value("SELECT to_regclass('public.person')")).isNull();
  }

  @Test
  void extensionsDoNotMakeATargetFull() {
    database.execute("CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist");
    restore(options, school(), Target.database(database.dataSource()));
    assertThat(database.value("SELECT count(*) FROM person")).isEqualTo("500");
  }

  @Test
  void allMissingRolesAreNamedBeforeAnythingIsDone() {
    ArchiveSource archive =
        new EditedArchive(
            school(),
            entry ->
                entry.description().equals("TABLE") || entry.description().equals("VIEW")
                    ? EditedArchive.withOwner(entry, "nobody_" + entry.description())
                    : entry);
    Target target = Target.newDatabase(SERVER.admin().dataSource(), "roles");
    assertThatThrownBy(() -> restore(options, archive, target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no role nobody_TABLE, nobody_VIEW;");
    assertThat(exists("roles")).isFalse();
    restore(
        options.with(RestoreScope.ALL.without(Omission.OWNERS)),
        archive,
        Target.database(database.dataSource()));
    assertThat(database.value("SELECT relowner::regrole FROM pg_class WHERE relname = 'person'"))
        .isEqualTo("postgres");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TABLE", "INDEX", "FK CONSTRAINT", "MATERIALIZED VIEW DATA"})
  void anEntryThatFailsIsNamedAndTheNewDatabaseIsDropped(String kind) {
    ArchiveSource archive =
        new EditedArchive(
            school(),
            entry ->
                entry.description().equals(kind)
                    ? EditedArchive.withDefinition(entry, "SELECT 1/0;")
                    : entry);
    Target target = Target.newDatabase(SERVER.admin().dataSource(), "failing");
    assertThatThrownBy(() -> restore(options, archive, target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Could not restore " + kind + " ")
        .hasMessageContaining("division by zero (22012)");
    assertThat(exists("failing")).isFalse();
  }

  @Test
  void aDatabaseThatFailedStaysUnderItsPrivateNameIfAskedFor() {
    ArchiveSource archive =
        new EditedArchive(school(), entry -> EditedArchive.withDefinition(entry, "SELECT 1/0;"));
    Target target = Target.newDatabase(SERVER.admin().dataSource(), "kept");
    RestoreOptions keeping = options.with(RestoreOptions.OnFailure.KEEP);
    assertThatThrownBy(() -> restore(keeping, archive, target))
        .isInstanceOf(RefusedException.class);
    assertThat(exists("kept")).isFalse();
    Matcher named = Pattern.compile("lifeboat_restore_[0-9a-f]+").matcher(events.toString());
    assertThat(named.find()).isTrue();
    restore(options, school(), Target.newDatabase(SERVER.admin().dataSource(), "another"));
    assertThat(exists(named.group())).isTrue();
    SERVER.admin().execute("DROP DATABASE another");
    SERVER.admin().execute("DROP DATABASE " + named.group());
  }

  @Test
  void rowsThatTheServerRefusesFailTheRestore() {
    ArchiveSource archive =
        new EditedArchive(
            school(),
            entry ->
                entry.tag().equals("room") && entry.description().equals("TABLE")
                    ? EditedArchive.withDefinition(
                        entry,
                        "CREATE TABLE public.room (id int, name text, capacity int CHECK (id < 20));")
                    : entry);
    assertThatThrownBy(() -> restore(options, archive, Target.database(database.dataSource())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Could not load TABLE DATA public.room")
        .hasMessageContaining("23514")
        .hasMessageContaining("the target holds what was restored before that");
    assertThat(database.value("SELECT count(*) FROM room")).isEqualTo("0");
  }

  @Test
  void damagedDataFailsTheRestoreAndRollsBack() {
    byte[] bytes = Archives.bytes(SCHOOL);
    bytes[bytes.length / 2] ^= 1;
    ArchiveSource archive = CustomArchive.of(SCHOOL, new MemoryRanges(bytes));
    Target target = Target.newDatabase(SERVER.admin().dataSource(), "damaged");
    assertThatThrownBy(() -> restore(options, archive, target))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("TABLE DATA");
    assertThat(exists("damaged")).isFalse();
  }

  @Test
  void aConnectionThatIsKilledFailsTheRestoreInTime() {
    ArchiveSource archive =
        new EditedArchive(
            school(),
            entry ->
                entry.tag().equals("person_search")
                    ? EditedArchive.withDefinition(
                        entry, "SELECT pg_terminate_backend(pg_backend_pid());")
                    : entry.tag().equals("attendance_by_person")
                        ? EditedArchive.withDefinition(entry, "SELECT pg_sleep(60);")
                        : entry);
    assertThatThrownBy(() -> restore(options, archive, Target.database(database.dataSource())))
        .isInstanceOf(LifeboatException.class)
        .hasMessageContaining("INDEX public.person_search")
        .hasMessageContaining("57P01");
    assertThat(
            database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' AND pid <> pg_backend_pid()"))
        .isEqualTo("0");
  }

  @Test
  void progressTellsBytesAndRows() {
    restore(options, school(), Target.database(database.dataSource()));
    assertThat(events)
        .filteredOn(Event.Progress.class::isInstance)
        .map(Event.Progress.class::cast)
        .filteredOn(progress -> progress.step().equals("load data"))
        .last()
        .satisfies(
            progress -> {
              assertThat(progress.rows()).isEqualTo(6_584);
              assertThat(progress.bytes()).isGreaterThan(400_000);
              assertThat(progress.estimatedBytes()).isPositive();
            });
  }

  @Test
  void sessionsAreReturnedAsTheyWere() throws Exception {
    SingleConnection pool = new SingleConnection(database.connect());
    try (pool) {
      String before = pool.settings();
      restore(options.withJobs(1), school(), Target.database(pool));
      assertThat(pool.settings()).isEqualTo(before);
    }
  }

  @Test
  void dataOfTablesThatExistIsLoadedPastTheirForeignKeys() {
    restore(options, school(), Target.database(database.dataSource()));
    database.execute(
        "SET session_replication_role = replica; TRUNCATE person, room, lesson, attendance,"
            + " billing.invoice, billing.scratch, base_audit, login_audit, _prisma_migrations,"
            + " \"Odd \"\"Name\"\" schema\".\"Weird\nTable; DROP TABLE x --\" CASCADE;"
            + " SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
    ArchiveSource dataOnly = EditedArchive.dataOnly(school());
    RestoreResult result = restore(options, dataOnly, Target.database(database.dataSource()));
    assertThat(result.rows()).isEqualTo(6_584);
    assertThat(database.value("SELECT count(*) FROM lesson")).isEqualTo("900");
    assertThatThrownBy(() -> restore(options, dataOnly, Target.database(database.dataSource())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("rows in");
  }

  @Test
  void aStatementThatFailsIsNamedByItsLine() {
    String script = "CREATE TABLE a (i int);\n\nINSERT INTO a\nVALUES ('x');\n";
    assertThatThrownBy(() -> runScript(script))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Could not run line 3 of the script, 'INSERT INTO a VALUES")
        .hasMessageContaining("22P02");
  }

  @Test
  void aRowThatFailsIsNamedByItsLine() {
    String table = "\"a, line 7\"";
    String script =
        "\nCREATE TABLE public.%1$s (i int, \"two\nlines\" text CHECK (i < 9));\n\nCOPY public.%1$s (i,\n\"two\nlines\") FROM stdin;\n"
            .formatted(table);
    String rows = "1\tone\n".repeat(20_000);
    String start =
        "Could not run line 5 of the script, 'COPY public." + table + " (i, \"two lines\")";
    assertThatThrownBy(() -> runScript(script + "1\t\\n\nsecret\tb\n\\.\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(
            start
                + " FROM stdin', with the row in line 9: invalid input syntax for type integer: \"secret\" (22P02)");
    dropTable(table);
    assertThatThrownBy(() -> runScript(script + rows + "9\tsecret\n" + rows + "\\.\n"))
        .hasMessageStartingWith(
            start
                + " FROM stdin', with the row in line 20008: new row for relation \"a, line 7\" violates")
        .hasMessageNotContaining("secret");
  }

  private void dropTable(String name) {
    database.execute("DROP TABLE public." + name);
  }

  @Test
  void aScriptThatIsCutAmongRowsLoadsNoneOfThem() {
    String script = "CREATE TABLE public.a (i int);\nCOPY public.a (i) FROM stdin;\n1\n2\n";
    assertThatThrownBy(() -> runScript(script))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("line 2");
    assertThat(database.value("SELECT count(*) FROM a")).isEqualTo("0");
  }

  @Test
  void aScriptThatLeavesItsTransactionOpenIsTold() {
    assertThatThrownBy(() -> runScript("BEGIN;\nCREATE TABLE public.a (i int);\n"))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("within a transaction");
  }

  @Test
  void aScriptThatGoesOnInAnotherDatabaseIsRefused() {
    assertThatThrownBy(() -> runScript("\\connect other\nSELECT 1;\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another database, 'other'");
  }

  @Test
  void aScriptInAnotherEncodingIsRestored() {
    String script =
        "SET client_encoding = 'LATIN1';\nCREATE TABLE public.\"Ü\" (t text);\n"
            + "COPY public.\"Ü\" (t) FROM stdin;\nÄ\n\\.\n";
    InputStream latin = new ByteArrayInputStream(script.getBytes(StandardCharsets.ISO_8859_1));
    RestoreResult result =
        restorer(options).restoreScript(latin, Target.database(database.dataSource()));
    assertThat(database.value("SELECT t FROM \"Ü\"")).isEqualTo("Ä");
    assertThat(result.tables()).containsExactly(new RestoredTable("public", "Ü", 1));
  }

  private void runScript(String script) {
    InputStream bytes = new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8));
    restorer(options).restoreScript(bytes, Target.database(database.dataSource()));
  }

  private RestoreResult restore(RestoreOptions how, ArchiveSource archive, Target target) {
    return restorer(how).restore(archive, target);
  }

  private Restorer restorer(RestoreOptions how) {
    return Restorer.of(how, new Events("restore", events::add, InstantSource.system()));
  }

  private static CustomArchive school() {
    return CustomArchive.of(SCHOOL, new MemoryRanges(Archives.bytes(SCHOOL)));
  }

  private static boolean exists(String name) {
    return SERVER.admin().query("SELECT datname FROM pg_database").contains(List.of(name));
  }
}
