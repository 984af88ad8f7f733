package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event triggers that the target has before a restore are named. */
class TargetEventTriggersTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String FORBIDDING =
      """
      CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE EXCEPTION 'forbidden: %', tg_tag; END$$;
      CREATE EVENT TRIGGER "for bid" ON ddl_command_start EXECUTE FUNCTION forbid();
      """;
  private static final String OTHERS =
      """
      CREATE FUNCTION nothing() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER b ON ddl_command_end EXECUTE FUNCTION nothing(); ALTER EVENT TRIGGER b ENABLE ALWAYS;
      CREATE EVENT TRIGGER c ON sql_drop EXECUTE FUNCTION nothing(); ALTER EVENT TRIGGER c DISABLE;
      CREATE EVENT TRIGGER d ON sql_drop EXECUTE FUNCTION nothing(); ALTER EVENT TRIGGER d ENABLE REPLICA;
      CREATE EVENT TRIGGER e ON login EXECUTE FUNCTION nothing();
      CREATE EVENT TRIGGER a ON ddl_command_end EXECUTE FUNCTION nothing();
      """;
  private static final String NAMED =
      "Event triggers of the target act on what is restored, and may change or forbid it: ";

  @TempDir Path folder;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void areNamedBeforeAnythingIsChanged() {
    Path file = dump("CREATE TABLE t AS SELECT 1 AS n");
    try (TestDatabase copy = SERVER.createDatabase().execute(OTHERS)) {
      restore(file, copy, RestoreOptions.defaults().with(Existing.LEFT));
      assertThat(warnings())
          .containsExactly(
              NAMED
                  + "a (ddl_command_end), b (ddl_command_end); disable them before (ALTER EVENT TRIGGER name DISABLE) if they should not");
    }
    try (TestDatabase copy = SERVER.createDatabase().execute(FORBIDDING)) {
      events.clear();
      assertThatThrownBy(() -> restore(file, copy, RestoreOptions.defaults().with(Existing.LEFT)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("forbidden: CREATE TABLE");
      assertThat(warnings()).hasSize(1).allMatch(text -> text.contains("for bid"));
    }
  }

  @Test
  void areNamedForAScriptToo() {
    try (TestDatabase copy = SERVER.createDatabase().execute(OTHERS)) {
      restorer(RestoreOptions.defaults().with(Existing.LEFT))
          .restoreScript(
              new ByteArrayInputStream("SELECT 1;".getBytes(StandardCharsets.UTF_8)),
              Target.database(copy.dataSource()));
      assertThat(warnings()).hasSize(1).allMatch(text -> text.startsWith(NAMED));
    }
  }

  @Test
  void areNothingToRowsAlone() {
    Path file = dump("CREATE TABLE t AS SELECT 1 AS n");
    try (TestDatabase copy =
        SERVER.createDatabase().execute("CREATE TABLE t (n int); " + FORBIDDING)) {
      restore(
          file, copy, RestoreOptions.defaults().with(RestoreScope.ALL.with(DumpContent.DATA_ONLY)));
      assertThat(warnings()).isEmpty();
      assertThat(copy.value("SELECT n FROM t")).isEqualTo("1");
    }
  }

  private Path dump(String sql) {
    Path file = folder.resolve("source.dump");
    try (TestDatabase source = SERVER.createDatabase().execute(sql)) {
      RoundTrip.usual().dump(source, file);
    }
    return file;
  }

  private void restore(Path file, TestDatabase target, RestoreOptions options) {
    try (CustomArchive archive = CustomArchive.open(file)) {
      restorer(options).restore(archive, Target.database(target.dataSource()));
    }
  }

  private Restorer restorer(RestoreOptions options) {
    return Restorer.of(options, new Events("load", events::add, InstantSource.system()));
  }

  private List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).message())
        .toList();
  }
}
