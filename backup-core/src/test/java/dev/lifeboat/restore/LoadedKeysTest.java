package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.ScriptUnpacking;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.SessionChoice.Triggers;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.restore.scope.RuleKind;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows go alone into tables with foreign keys of every kind, all of which hold afterwards. */
class LoadedKeysTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String OWNER = "loaded_keys_owner";

  /** The names are in the order that the keys forbid; several tables have several slices. */
  private static final String TABLES =
      """
      CREATE TABLE z_first (id int PRIMARY KEY);
      CREATE TABLE m_middle (id int PRIMARY KEY, z int REFERENCES z_first);
      CREATE TABLE a_last (id int PRIMARY KEY, m int REFERENCES m_middle, z int REFERENCES z_first DEFERRABLE);
      CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, pad text);
      CREATE TABLE circle_a (id int PRIMARY KEY, b int);
      CREATE TABLE circle_b (id int PRIMARY KEY, a int REFERENCES circle_a);
      ALTER TABLE circle_a ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES circle_b;
      CREATE TABLE after_circle (a int REFERENCES circle_a);
      CREATE TABLE before_circle (id int PRIMARY KEY);
      ALTER TABLE circle_b ADD COLUMN c int REFERENCES before_circle;
      CREATE TABLE late_a (id int PRIMARY KEY, b int);
      CREATE TABLE late_b (id int PRIMARY KEY, a int REFERENCES late_a DEFERRABLE INITIALLY DEFERRED);
      ALTER TABLE late_a ADD FOREIGN KEY (b) REFERENCES late_b DEFERRABLE;
      CREATE TABLE part (id int PRIMARY KEY, m int REFERENCES m_middle, parent int REFERENCES z_first)
        PARTITION BY RANGE (id);
      CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (0) TO (50);
      CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (50) TO (1000) PARTITION BY RANGE (id);
      CREATE TABLE part_1_1 PARTITION OF part_1 FOR VALUES FROM (50) TO (1000);
      CREATE TABLE a_to_part (p int REFERENCES part);
      CREATE TABLE self_part (id int PRIMARY KEY, parent int) PARTITION BY HASH (id);
      CREATE TABLE self_part_1 PARTITION OF self_part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE self_part_2 PARTITION OF self_part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      ALTER TABLE self_part ADD FOREIGN KEY (parent) REFERENCES self_part;
      """;

  private static final String ROWS =
      """
      INSERT INTO z_first SELECT g FROM generate_series(1, 100) g;
      INSERT INTO m_middle SELECT g, g FROM generate_series(1, 100) g;
      INSERT INTO a_last SELECT g, g, g FROM generate_series(1, 100) g;
      INSERT INTO tree SELECT g, CASE WHEN g < 3000 THEN g + 1 END, repeat('x', 100) FROM generate_series(1, 3000) g;
      INSERT INTO before_circle VALUES (1);
      INSERT INTO circle_a SELECT g FROM generate_series(1, 9) g; INSERT INTO circle_b SELECT g, g, 1 FROM generate_series(1, 9) g;
      UPDATE circle_a SET b = 10 - id; INSERT INTO after_circle VALUES (1);
      INSERT INTO late_a VALUES (1); INSERT INTO late_b VALUES (1, 1); UPDATE late_a SET b = 1;
      INSERT INTO part SELECT g, g, g FROM generate_series(1, 100) g; INSERT INTO a_to_part SELECT g FROM generate_series(1, 100) g;
      INSERT INTO self_part SELECT g, CASE WHEN g < 50 THEN g + 1 END FROM generate_series(1, 50) g;
      """;

  private static final String OWNED =
      """
      DO $$DECLARE t regclass; BEGIN
        FOR t IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace LOOP
          EXECUTE format('ALTER TABLE %%s OWNER TO %s', t);
        END LOOP; END$$
      """
          .formatted(OWNER);

  @TempDir Path folder;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  static List<TestPostgres> servers() {
    return TestPostgres.all().toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void keysOfEveryKindHold(TestPostgres server) throws IOException {
    makeOwner(server);
    try (TestDatabase source = server.createDatabase().execute(TABLES + ROWS).execute(OWNED)) {
      source.execute("ANALYZE");
      CatalogSnapshot wanted = CatalogSnapshot.of(source);
      Path copied = folder.resolve("copied.dump");
      RoundTrip.with(DumpOptions.defaults().withVolumeSizeBytes(64 * 1024)).dump(source, copied);
      for (Path dump : List.of(copied, asInserts(copied))) {
        for (String role : List.of(TestPostgres.SUPERUSER, OWNER)) {
          for (Triggers triggers : Triggers.values()) {
            for (Transactions transactions : List.of(Transactions.BATCHES, Transactions.single())) {
              try (TestDatabase copy = server.createDatabase().execute(TABLES + OWNED)) {
                load(
                    dump,
                    copy,
                    role,
                    dataOnly(triggers).with(dataOnly(triggers).conduct().with(transactions)));
                copy.execute("ANALYZE");
                assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy)))
                    .as("%s as %s, %s, %s", dump, role, triggers, transactions)
                    .isEmpty();
              }
            }
          }
        }
      }
      assertThat(events).noneMatch(Event.Warning.class::isInstance);
    }
  }

  @Test
  void rowsWithoutParentsAreRefused() {
    String tables =
        "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE kid (id int PRIMARY KEY, p int REFERENCES parent);";
    Path dump = folder.resolve("kids.dump");
    try (TestDatabase source =
        SERVER
            .createDatabase()
            .execute(tables + "INSERT INTO parent VALUES (1); INSERT INTO kid VALUES (10, 1)")) {
      RoundTrip.usual().dump(source, dump);
    }
    for (Triggers triggers : Triggers.values()) {
      RestoreOptions kids =
          dataOnly(triggers)
              .with(
                  RestoreScope.ALL
                      .with(DumpContent.DATA_ONLY)
                      .with(RestoreScope.ALL.filter().with(RuleKind.TABLE, "kid")));
      try (TestDatabase copy = SERVER.createDatabase().execute(tables)) {
        assertThatThrownBy(() -> load(dump, copy, TestPostgres.SUPERUSER, kids))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("violates foreign key constraint \"kid_p_fkey\"");
        assertThat(copy.value("SELECT count(*) FROM kid")).isEqualTo("0");
      }
    }
  }

  @Test
  void keysThatSomebodyHasDisabledAreCheckedAndNamed() {
    String tables =
        "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE kid (a int REFERENCES parent, b int REFERENCES parent);";
    Path dump = folder.resolve("kids.dump");
    try (TestDatabase source =
        SERVER
            .createDatabase()
            .execute(
                tables
                    + "INSERT INTO parent VALUES (1); ALTER TABLE kid DISABLE TRIGGER ALL; INSERT INTO kid VALUES (1, 1), (1, 2), (NULL, 3);")) {
      RoundTrip.usual().dump(source, dump);
    }
    try (TestDatabase copy =
        SERVER.createDatabase().execute(tables + "ALTER TABLE kid DISABLE TRIGGER ALL")) {
      load(dump, copy, TestPostgres.SUPERUSER, dataOnly(Triggers.FIRE));
      assertThat(warnings())
          .containsExactly(
              "Foreign key kid_b_fkey of public.kid was not enforced while rows were loaded, and 2 rows do not"
                  + " satisfy it; correct that, or a dump of this database cannot be restored");
    }
  }

  @Test
  void aSessionThatWouldReplicateEnforcesThem() {
    String tables =
        "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE kid (p int REFERENCES parent);";
    Path dump = folder.resolve("kids.dump");
    try (TestDatabase source =
            SERVER
                .createDatabase()
                .execute(
                    tables + "ALTER TABLE kid DISABLE TRIGGER ALL; INSERT INTO kid VALUES (1)");
        TestDatabase copy = SERVER.createDatabase().execute(tables)) {
      RoundTrip.usual().dump(source, dump);
      copy.execute(
          "ALTER DATABASE %s SET session_replication_role = replica".formatted(copy.name()));
      assertThatThrownBy(() -> load(dump, copy, TestPostgres.SUPERUSER, dataOnly(Triggers.FIRE)))
          .isInstanceOf(LifeboatException.class)
          .hasMessageContaining("violates foreign key constraint");
      assertThat(copy.value("SHOW session_replication_role")).isEqualTo("replica");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE public.kid DISABLE TRIGGER ALL;\nCOPY public.kid (p) FROM stdin;\n7\n\\.\nALTER TABLE public.kid ENABLE TRIGGER ALL;\n",
        "ALTER TABLE public.kid DISABLE TRIGGER ALL;\nINSERT INTO public.kid VALUES (7);\nALTER TABLE public.kid ENABLE TRIGGER ALL;\n",
        "SET session_replication_role = replica;\nCOPY \"kid\" (p) FROM stdin;\n7\n\\.\n",
        "SET session_replication_role = replica;\nINSERT INTO kid (p) VALUES (7);\n",
      })
  void keysThatAScriptDisablesAreCheckedAndNamed(String script) {
    try (TestDatabase copy =
        SERVER
            .createDatabase()
            .execute(
                "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE kid (p int REFERENCES parent);")) {
      for (String parent : List.of("", "INSERT INTO public.parent VALUES (7);")) {
        events.clear();
        copy.execute("TRUNCATE kid");
        runScript(script + parent, copy);
        assertThat(warnings()).hasSize(parent.isEmpty() ? 1 : 0);
        assertThat(warnings())
            .allMatch(warning -> warning.contains("kid_p_fkey of public.kid was not enforced"));
      }
    }
  }

  @Test
  void aRoleThatMayOnlyInsertLoadsInTheOrderOfKeys() {
    String tables = "CREATE TABLE z (id int PRIMARY KEY); CREATE TABLE a (z int REFERENCES z);";
    Path dump = folder.resolve("ordered.dump");
    makeOwner(SERVER);
    try (TestDatabase source =
            SERVER
                .createDatabase()
                .execute(tables + "INSERT INTO z VALUES (1); INSERT INTO a VALUES (1)");
        TestDatabase copy =
            SERVER.createDatabase().execute(tables + "GRANT SELECT, INSERT ON a, z TO " + OWNER)) {
      RoundTrip.usual().dump(source, dump);
      load(dump, copy, OWNER, dataOnly(Triggers.DISABLED).with(RestoreOptions.Statistics.LEFT_OUT));
      assertThat(copy.value("SELECT z FROM a")).isEqualTo("1");
    }
  }

  private static void makeOwner(TestPostgres server) {
    server
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN END$$"
                .formatted(OWNER));
  }

  private static RestoreOptions dataOnly(Triggers triggers) {
    return RestoreOptions.defaults()
        .with(RestoreScope.ALL.with(DumpContent.DATA_ONLY))
        .with(RestoreConduct.DEFAULT.withJobs(3).with(SessionChoice.DEFAULT.with(triggers)));
  }

  private void load(Path dump, TestDatabase target, String role, RestoreOptions options) {
    try (DumpFile file = DumpFile.open(dump)) {
      ArchiveSource archive = ((DumpFile.Archive) file).source();
      restorer(options).restore(archive, Target.database(target.dataSource(role)));
    }
  }

  private void runScript(String script, TestDatabase target) {
    restorer(RestoreOptions.defaults().with(RestoreOptions.Existing.LEFT))
        .restoreScript(
            new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
            Target.database(target.dataSource()));
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

  private Path asInserts(Path archive) throws IOException {
    Path script = folder.resolve("inserts.sql");
    try (DumpFile dump = DumpFile.open(archive);
        OutputStream out = Files.newOutputStream(script)) {
      new ArchiveFormat.Script(RowForm.Inserts.SIMPLE)
          .write(((DumpFile.Archive) dump).source(), out);
    }
    Path unpacked = Files.createDirectory(folder.resolve("inserts"));
    try (InputStream text = Files.newInputStream(script)) {
      ScriptUnpacking.unpack(text, unpacked, LocalDateTime.of(2026, 11, 26, 0, 0));
    }
    return unpacked;
  }
}
