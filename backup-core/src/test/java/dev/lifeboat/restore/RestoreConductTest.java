package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreConduct.OnError;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.RestoreOptions.Statistics;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.restore.scope.RuleKind;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.SingleConnection;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does when something is in the way, and what it leaves. */
class RestoreConductTest {
  private static final String SCHOOL = "school-15-gzip.custom";
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String OBJECTS =
      "SELECT count(*) FROM pg_class AS c WHERE c.oid >= 16384 AND relnamespace"
          + " NOT IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg%')";

  private final RestoreOptions options = RestoreOptions.defaults().withJobs(3);
  private final List<Event> events = new CopyOnWriteArrayList<>();
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
  void aSingleTransactionRestoresAll() {
    restore(options.with(RestoreConduct.DEFAULT.with(Transactions.single())));
    try (TestDatabase other = SERVER.createDatabase()) {
      restore(options, other);
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(database), CatalogSnapshot.of(other)))
          .isEmpty();
    }
  }

  @Test
  void aSingleTransactionThatFailsAtItsEndLeavesNothing() {
    database.execute("CREATE TABLE keeper (i int); CREATE PUBLICATION changes");
    String before = database.value(OBJECTS);
    RestoreOptions single =
        options.with(Existing.LEFT).with(RestoreConduct.DEFAULT.with(Transactions.single()));
    assertThatThrownBy(() -> restore(single))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("PUBLICATION changes")
        .hasMessageEndingWith("nothing was changed, as all was one transaction");
    assertThat(database.value(OBJECTS)).isEqualTo(before);
  }

  @Test
  void smallTransactionsRestoreAll() {
    restore(options.with(RestoreConduct.DEFAULT.with(Transactions.ofSize(1))));
    assertThat(database.value("SELECT count(*) FROM lesson")).isEqualTo("900");
  }

  @Test
  void whatIsRefusedIsToldAndTheRestIsRestored() {
    database.execute("CREATE TABLE room (something text); CREATE VIEW teacher AS SELECT 1 AS id");
    RestoreOptions goingOn =
        options.with(Existing.LEFT).with(RestoreConduct.DEFAULT.with(OnError.GO_ON));
    assertThatThrownBy(() -> restore(goingOn))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("entries were not restored")
        .hasMessageContaining("TABLE public.room")
        .hasMessageContaining("VIEW public.teacher")
        .hasMessageContaining("TABLE DATA public.room")
        .hasMessageContaining("FK CONSTRAINT public.lesson lesson_room_id_fkey")
        .hasMessageEndingWith("everything else is in the target");
    assertThat(warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains("Could not restore TABLE public.room")
                    .contains("already exists (42P07)"));
    assertThat(database.value("SELECT count(*) FROM person")).isEqualTo("500");
    assertThat(database.value("SELECT count(*) FROM lesson")).isEqualTo("900");
    assertThat(database.value("SELECT count(*) FROM room")).isEqualTo("0");
  }

  @Test
  void tablesThatCouldNotBeMadeGetNoData() {
    database.execute("CREATE TABLE room (id int, name text, capacity int)");
    RestoreConduct conduct = RestoreConduct.DEFAULT.with(OnError.GO_ON_WITHOUT_THEIR_DATA);
    assertThatThrownBy(() -> restore(options.with(Existing.LEFT).with(conduct)))
        .hasMessageContaining("TABLE public.room")
        .hasMessageNotContaining("TABLE DATA public.room");
    assertThat(database.value("SELECT count(*) FROM room")).isEqualTo("0");
    RestoreConduct withData = RestoreConduct.DEFAULT.with(OnError.GO_ON);
    RestoreScope data =
        RestoreScope.ALL
            .with(DumpContent.DATA_ONLY)
            .with(RestoreFilter.everything().with(RuleKind.TABLE, "room"));
    restore(options.with(Existing.LEFT).with(data).with(withData));
    assertThat(database.value("SELECT count(*) FROM room")).isEqualTo("30");
  }

  @Test
  void whatIsThereIsDroppedFirst() {
    restore(options);
    database.execute("DROP TABLE attendance; ALTER TABLE person ADD COLUMN more int");
    assertThatThrownBy(() -> restore(options.with(Existing.DROPPED)))
        .hasMessageContaining("Could not drop")
        .hasMessageContaining("attendance");
    restore(options.with(Existing.DROPPED_IF_THERE));
    restore(options.with(Existing.DROPPED));
    try (TestDatabase other = SERVER.createDatabase()) {
      restore(options, other);
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(database), CatalogSnapshot.of(other)))
          .isEmpty();
    }
  }

  @Test
  void nothingIsDroppedWhereNothingIsThere() {
    restore(options.with(Existing.DROPPED_IF_THERE));
    assertThat(database.value("SELECT count(*) FROM lesson")).isEqualTo("900");
  }

  @Test
  void oneTableComesBesideOthers() {
    database.execute("CREATE TABLE mine (i int); INSERT INTO mine VALUES (1)");
    RestoreScope rooms =
        RestoreScope.ALL.with(RestoreFilter.everything().with(RuleKind.TABLE, "room"));
    assertThatThrownBy(() -> restore(options.with(rooms))).hasMessageContaining("is not empty");
    RestoreResult result = restore(options.with(rooms).with(Existing.LEFT));
    assertThat(result.tables()).containsExactly(new RestoredTable("public", "room", 30));
    assertThat(
            database.value(
                "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                    + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"))
        .isEqualTo("mine room");
    assertThat(
            database.value(
                "SELECT last_analyze IS NULL FROM pg_stat_user_tables" + " WHERE relname = 'mine'"))
        .isEqualTo("t");
  }

  @Test
  void aChoiceOfNothingIsNoSuccess() {
    RestoreScope typo =
        RestoreScope.ALL.with(RestoreFilter.everything().with(RuleKind.TABLE, "public.room"));
    assertThatThrownBy(() -> restore(options.with(typo)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Nothing in the archive is chosen by --table=public.room");
  }

  @Test
  void everySessionIsReturnedAsItWas() throws Exception {
    try (SingleConnection pool = new SingleConnection(database.connect())) {
      pool.run(
          "SET statement_timeout = 12345; SET search_path = billing; SET synchronous_commit = local;"
              + " SET default_transaction_isolation = serializable; SET row_security = on;"
              + " SET default_transaction_read_only = off; SET role = pg_monitor; RESET role");
      String before = pool.settings();
      SessionChoice session =
          SessionChoice.DEFAULT
              .withRole(TestPostgres.SUPERUSER)
              .withMaintenanceWorkMem("32MB")
              .with(SessionChoice.RowSecurity.ENABLED);
      Restorer.of(
              options.with(RestoreConduct.DEFAULT.withJobs(1).with(session)),
              Events.silent("restore"))
          .restore(school(), Target.database(pool));
      assertThat(pool.settings()).isEqualTo(before).contains("role=none");
    }
  }

  @Test
  void theRoleOwnsWhatItRestores(@TempDir Path folder) {
    SERVER.admin().execute("DROP ROLE IF EXISTS restorer; CREATE ROLE restorer");
    try (TestDatabase source = School.on(SERVER)) {
      source.execute(
          "DROP EXTENSION pg_trgm CASCADE; DROP CAST (role AS text); DROP PUBLICATION changes");
      Path file = folder.resolve("school.dump");
      RoundTrip.usual().dump(source, file);
      database.execute(
          "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO restorer', current_database()); END $$");
      RestoreConduct conduct =
          RestoreConduct.DEFAULT.with(SessionChoice.DEFAULT.withRole("restorer"));
      try (CustomArchive archive = CustomArchive.open(file)) {
        restorer(
                options
                    .with(RestoreScope.ALL.without(Omission.OWNERS, Omission.PRIVILEGES))
                    .with(conduct))
            .restore(archive, Target.database(database.dataSource()));
      }
      assertThat(
              database.value(
                  "SELECT string_agg(DISTINCT tableowner, ' ') FROM pg_tables"
                      + " WHERE schemaname IN ('public', 'billing')"))
          .isEqualTo("restorer");
    } finally {
      database.execute("REASSIGN OWNED BY restorer TO postgres");
      SERVER.admin().execute("REASSIGN OWNED BY restorer TO postgres; DROP ROLE restorer");
    }
  }

  @Test
  void whatIsToldAsRestoredIsWrittenDown() {
    restore(options.with(Statistics.LEFT_OUT));
    assertThat(
            database.value(
                "SELECT pg_current_wal_flush_lsn() + 8192 * 4 >= pg_current_wal_insert_lsn()"))
        .isEqualTo("t");
  }

  private List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).message())
        .toList();
  }

  private RestoreResult restore(RestoreOptions how) {
    return restore(how, database);
  }

  private RestoreResult restore(RestoreOptions how, TestDatabase target) {
    return restorer(how).restore(school(), Target.database(target.dataSource()));
  }

  private Restorer restorer(RestoreOptions how) {
    return Restorer.of(how, new Events("restore", events::add, InstantSource.system()));
  }

  private static CustomArchive school() {
    return CustomArchive.of(SCHOOL, new MemoryRanges(Archives.bytes(SCHOOL)));
  }
}
