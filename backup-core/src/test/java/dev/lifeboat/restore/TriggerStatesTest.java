package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.ScriptUnpacking;
import dev.lifeboat.archive.Section;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.restore.scope.RuleKind;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows go alone into tables with triggers of every state: by every choice of data, in every form,
 * as every kind of role, with triggers that fire and with disabled ones.
 *
 * <p>For each state there is a table, a partitioned table, and a table with a rule; before and
 * after each row and statement something is written down or changed.
 */
class TriggerStatesTest {
  /** On this major version by every choice, on the others by one. */
  private static final int THOROUGH = 15;

  private static final String OWNER = "trigger_states_owner";
  private static final String STRANGER = "trigger_states_stranger";
  private static final List<String> KINDS = List.of("plain", "parted", "ruled");

  /** The states of triggers, as {@code pg_trigger.tgenabled} has them. */
  private enum State {
    O("ENABLE"),
    A("ENABLE ALWAYS"),
    R("ENABLE REPLICA"),
    D("DISABLE");

    private final String words;

    State(String words) {
      this.words = words;
    }

    boolean fires() {
      return this == O || this == A;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is chosen of an archive. */
  private enum Choice {
    DATA_ONLY(RestoreScope.ALL.with(DumpContent.DATA_ONLY)),
    SECTION_DATA(RestoreScope.ALL.with(RestoreScope.ALL.content().of(Section.DATA))),
    TABLES(RestoreScope.ALL.with(DumpContent.DATA_ONLY).with(tables()));

    private final RestoreScope scope;

    Choice(RestoreScope scope) {
      this.scope = scope;
    }

    private static RestoreFilter tables() {
      RestoreFilter filter = RestoreFilter.everything();
      for (State state : State.values()) {
        filter =
            filter
                .with(RuleKind.TABLE, "plain_" + state)
                .with(RuleKind.TABLE, "parted_" + state + "_1")
                .with(RuleKind.TABLE, "ruled_" + state);
      }
      return filter;
    }
  }

  @TempDir Path folder;
  private final List<TestDatabase> databases = new ArrayList<>();

  @AfterEach
  void drop() {
    databases.forEach(TestDatabase::close);
  }

  @TestFactory
  Stream<DynamicTest> noTriggerThatIsDisabledChangesARow() {
    return TestPostgres.all().flatMap(this::cases);
  }

  @Test
  void ofAScriptCannotBeDisabled() {
    RestoreOptions options =
        RestoreOptions.defaults()
            .with(RestoreConduct.DEFAULT.with(SessionChoice.DEFAULT.with(Triggers.DISABLED)));
    Target target = Target.database(TestPostgres.of(THOROUGH).admin().dataSource());
    assertThatThrownBy(
            () ->
                Restorer.of(options, Events.silent("load"))
                    .restoreScript(InputStream.nullInputStream(), target))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("runs as it is written, so that disabled triggers");
  }

  private Stream<DynamicTest> cases(TestPostgres server) {
    for (String role : List.of(OWNER, STRANGER)) {
      server
          .admin()
          .execute(
              "DO $$BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN END$$"
                  .formatted(role));
    }
    TestDatabase prepared = server.createDatabase();
    databases.add(prepared);
    prepare(prepared);
    boolean all = server.major() == THOROUGH;
    List<DynamicTest> cases = new ArrayList<>();
    for (Path dump : dumps(server)) {
      boolean script = dump.toString().endsWith(".sql");
      for (String role : List.of(TestPostgres.SUPERUSER, OWNER, STRANGER)) {
        for (Choice choice : script || !all ? new Choice[] {Choice.DATA_ONLY} : Choice.values()) {
          for (Triggers triggers : script ? new Triggers[] {Triggers.FIRE} : Triggers.values()) {
            Case each = new Case(prepared, dump, script, role, choice, triggers);
            cases.add(DynamicTest.dynamicTest(each.toString(), each::run));
          }
        }
      }
    }
    return cases.stream();
  }

  /** The same rows as COPY and as INSERT, of a whole database, of a part, and as a script. */
  private List<Path> dumps(TestPostgres server) {
    Path base = folder.resolve(String.valueOf(server.major()));
    Path copied = base.resolve("copied.dump");
    Path some = base.resolve("where.dump");
    Path script = base.resolve("data.sql");
    Path inserted = base.resolve("inserted");
    try (TestDatabase source = server.createDatabase()) {
      Files.createDirectories(base);
      for (State state : State.values()) {
        source.execute(
            tables(state)
                + KINDS.stream()
                    .map(kind -> "INSERT INTO %s_%s VALUES (1, 'dumped');".formatted(kind, state))
                    .reduce("", String::concat));
      }
      DumpOptions data = DumpOptions.defaults().withContent(DumpContent.DATA_ONLY);
      RoundTrip.usual().dump(source, copied);
      RoundTrip.with(
              data.withFilter(DumpFilter.everything().with(FilterRule.where("plain_*", "id = 1"))))
          .dump(source, some);
      Path only = base.resolve("only.dump");
      RoundTrip.with(data).dump(source, only);
      write(only, new RowForm.Copy(), script);
      Path insertScript = base.resolve("inserts.sql");
      write(copied, RowForm.Inserts.SIMPLE, insertScript);
      Files.createDirectories(inserted);
      ScriptUnpacking.unpack(
          Files.newInputStream(insertScript), inserted, LocalDateTime.of(2026, 11, 26, 0, 0));
      return List.of(copied, some, inserted, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path archive, RowForm form, Path script) throws IOException {
    try (DumpFile dump = DumpFile.open(archive);
        OutputStream out = Files.newOutputStream(script)) {
      new ArchiveFormat.Script(form).write(((DumpFile.Archive) dump).source(), out);
    }
  }

  private static String tables(State state) {
    return """
        CREATE TABLE plain_%1$s (id int, note text);
        CREATE TABLE parted_%1$s (id int, note text) PARTITION BY LIST (id);
        CREATE TABLE parted_%1$s_1 PARTITION OF parted_%1$s FOR VALUES IN (1);
        CREATE TABLE ruled_%1$s (id int, note text);
        """
        .formatted(state);
  }

  private static String triggers(State state) {
    StringBuilder sql = new StringBuilder();
    for (String kind : List.of("plain", "parted")) {
      for (String trigger :
          List.of(
              "BEFORE INSERT|ROW|change",
              "AFTER INSERT|ROW|audit",
              "AFTER INSERT|STATEMENT|audit")) {
        String[] parts = trigger.split("\\|");
        String table = kind + "_" + state;
        if (kind.equals("parted") && parts[1].equals("STATEMENT")) {
          table += "_1";
        }
        String name = "t_" + parts[1] + "_" + parts[2];
        sql.append(
            "CREATE TRIGGER %s %s ON %s FOR EACH %s EXECUTE FUNCTION %s(); ALTER TABLE %s %s TRIGGER %s;\n"
                .formatted(name, parts[0], table, parts[1], parts[2], table, state.words, name));
      }
    }
    return sql
        + "CREATE RULE r AS ON INSERT TO ruled_%1$s DO ALSO INSERT INTO audit VALUES ('ruled_%1$s'); ALTER TABLE ruled_%1$s %2$s RULE r;\n"
            .formatted(state, state.words);
  }

  private static void prepare(TestDatabase target) {
    target.execute(
        """
        CREATE TABLE audit (what text);
        CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.note := 'changed'; RETURN NEW; END$$;
        CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
          $$BEGIN INSERT INTO audit VALUES (TG_TABLE_NAME); RETURN NULL; END$$;
        """);
    for (State state : State.values()) {
      target.execute(tables(state) + triggers(state));
    }
    target.execute(
        """
        DO $$DECLARE t regclass; BEGIN
          FOR t IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace LOOP
            EXECUTE format('ALTER TABLE %%s OWNER TO %1$s; GRANT ALL ON %%s TO %2$s', t, t);
          END LOOP; END$$
        """
            .formatted(OWNER, STRANGER));
  }

  private record Case(
      TestDatabase prepared,
      Path dump,
      boolean script,
      String role,
      Choice choice,
      Triggers triggers) {
    @Override
    public String toString() {
      return "%s, %s, %s, %s, %s"
          .formatted(prepared.server(), dump.getFileName(), role, choice, triggers);
    }

    private boolean inserted() {
      return dump.endsWith("inserted");
    }

    void run() {
      try (TestDatabase target = prepared.server().createCopy(prepared)) {
        List<List<String>> states = states(target);
        List<Event> events = new CopyOnWriteArrayList<>();
        if (triggers == Triggers.DISABLED && role.equals(STRANGER)) {
          assertThatThrownBy(() -> load(target, events))
              .isInstanceOf(RefusedException.class)
              .hasMessageStartingWith("Triggers of the target cannot be kept from firing")
              .hasMessageContaining("trigger t_row_audit on public.parted_a_1");
          assertThat(rows(target, "ruled_o")).isEmpty();
        } else {
          load(target, events);
          assertRows(target);
          assertThat(events.stream().filter(Event.Warning.class::isInstance))
              .hasSize(triggers == Triggers.FIRE && !script ? 1 : 0);
        }
        assertThat(states(target)).isEqualTo(states);
      }
    }

    private void load(TestDatabase target, List<Event> events) {
      RestoreOptions options =
          RestoreOptions.defaults()
              .with(script ? RestoreScope.ALL : choice.scope)
              .with(RestoreConduct.DEFAULT.with(SessionChoice.DEFAULT.with(triggers)))
              .with(RestoreOptions.Statistics.LEFT_OUT)
              .with(script ? RestoreOptions.Existing.LEFT : RestoreOptions.Existing.REFUSED);
      try (DumpFile file = DumpFile.open(dump)) {
        Restorer.of(options, new Events("load", events::add, InstantSource.system()))
            .restore(file, Target.database(target.dataSource(role)));
      }
    }

    private void assertRows(TestDatabase target) {
      List<String> audited = new ArrayList<>();
      for (State state : State.values()) {
        boolean fires = state.fires() && triggers == Triggers.FIRE;
        String note = fires ? "changed" : "dumped";
        for (String kind : List.of("plain", "parted")) {
          assertThat(rows(target, kind + "_" + state)).containsExactly(List.of("1", note));
          String table = (kind + "_" + state + (kind.equals("parted") ? "_1" : ""));
          audited.addAll(fires ? List.of(table, table) : List.of());
        }
        assertThat(rows(target, "ruled_" + state)).containsExactly(List.of("1", "dumped"));
        audited.addAll(fires && inserted() ? List.of("ruled_" + state) : List.of());
      }
      assertThat(target.query("SELECT what FROM audit"))
          .extracting(row -> row.get(0))
          .containsExactlyInAnyOrderElementsOf(audited);
    }
  }

  private static List<List<String>> rows(TestDatabase target, String table) {
    return target.query("SELECT id, note FROM " + table);
  }

  private static List<List<String>> states(TestDatabase target) {
    return target.query(
        "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger"
            + " UNION ALL SELECT ev_class::regclass, rulename, ev_enabled FROM pg_rewrite"
            + " WHERE ev_class >= 16384 ORDER BY 1, 2");
  }
}
