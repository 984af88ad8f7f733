package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data alone goes into tables with a trigger and a foreign key, as one who may silence them or not.
 */
class TriggersTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String LOADER = "trigger_loader";
  private static final String TABLES =
      """
      CREATE TABLE family (id int PRIMARY KEY); CREATE TABLE member (id int, family_id int);
      ALTER TABLE member ADD FOREIGN KEY (family_id) REFERENCES family;
      """;
  private static final String ROWS =
      "INSERT INTO family VALUES (1), (2); INSERT INTO member VALUES (1, 1), (2, 2), (3, 2);";
  private static final String TRIGGER =
      """
      CREATE SEQUENCE fired;
      CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN PERFORM nextval('public.fired'); RETURN new; END$$;
      CREATE TRIGGER fire BEFORE INSERT ON member FOR EACH ROW EXECUTE FUNCTION fire();
      ALTER TABLE member OWNER TO trigger_loader; ALTER TABLE family OWNER TO trigger_loader;
      ALTER SEQUENCE fired OWNER TO trigger_loader;
      """;

  @TempDir Path folder;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private TestDatabase target;

  @BeforeEach
  void makeTarget() {
    SERVER
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN END$$"
                .formatted(LOADER));
    target = SERVER.createDatabase().execute(TABLES + TRIGGER);
  }

  @AfterEach
  void dropTarget() {
    target.close();
  }

  @Test
  void doNotFireWhereTheRoleMaySaySo() {
    restore(Triggers.QUIET, TestPostgres.SUPERUSER);
    assertLoaded("f");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void fireWithAWarningWhereItMayNot() {
    restore(Triggers.QUIET_IF_ALLOWED, LOADER);
    assertLoaded("t");
    assertThat(warnings())
        .containsExactly(
            "Triggers of the target fire while data is loaded, as this role may not set"
                + " session_replication_role; connect as a superuser to keep them quiet");
  }

  @Test
  void thatMayNotFireAreARefusalWhereTheyWould() {
    assertThatThrownBy(() -> restore(Triggers.QUIET, LOADER))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Triggers of the target cannot be kept from firing");
    assertThat(target.query("SELECT FROM family UNION ALL SELECT FROM member")).isEmpty();
  }

  @Test
  void ofAScriptCannotBeKeptQuiet() {
    Restorer restorer = restorer(RestoreScope.ALL, Triggers.QUIET);
    assertThatThrownBy(
            () ->
                restorer.restoreScript(
                    InputStream.nullInputStream(), Target.database(target.dataSource())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("runs as it is written, so that quiet triggers cannot be asked for");
  }

  private void restore(Triggers triggers, String role) {
    Path file = folder.resolve("source.dump");
    try (TestDatabase source = SERVER.createDatabase().execute(TABLES + ROWS)) {
      RoundTrip.usual().dump(source, file);
    }
    try (CustomArchive archive = CustomArchive.open(file)) {
      restorer(RestoreScope.ALL.with(DumpContent.DATA_ONLY), triggers)
          .restore(archive, Target.database(target.dataSource(role)));
    }
  }

  private Restorer restorer(RestoreScope scope, Triggers triggers) {
    RestoreOptions options =
        RestoreOptions.defaults()
            .with(scope)
            .with(RestoreConduct.DEFAULT.with(SessionChoice.DEFAULT.with(triggers)));
    return Restorer.of(options, new Events("restore", events::add, InstantSource.system()));
  }

  private void assertLoaded(String fired) {
    assertThat(target.query("SELECT count(*), (SELECT is_called FROM fired) FROM member"))
        .containsExactly(List.of("3", fired));
  }

  private List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).message())
        .toList();
  }
}
