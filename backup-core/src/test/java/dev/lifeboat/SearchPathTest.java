package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.FilterKind;
import dev.lifeboat.dump.scope.FilterRule;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.EditedArchive;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreOptions.Existing;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.Transactions;
import dev.lifeboat.restore.scope.RestoreFilter;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.restore.scope.RuleKind;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.testing.HostileSchemas;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.ServerScratch;
import dev.lifeboat.verify.Verification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever may put schemas in front of the server's own for others that connect, and all that they
 * may put into them: nothing of it runs, whatever Lifeboat does (CVE-2018-1058).
 */
class SearchPathTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final String DATA =
      """
      CREATE TABLE public.plain AS SELECT i, 'row ' || i AS note FROM generate_series(1, 3000) AS i;
      CREATE TABLE public.keyed (id serial PRIMARY KEY, mood text CHECK (mood <> 'bad'), at timestamptz DEFAULT now());
      INSERT INTO public.keyed (mood) VALUES ('good'), ('fair');
      CREATE SEQUENCE public.unused; CREATE SEQUENCE public.used; SELECT nextval('public.used');
      CREATE TYPE public.mood AS ENUM ('good', 'bad');
      CREATE TABLE public.parts (m public.mood, n int DEFAULT 7) PARTITION BY LIST (m);
      CREATE TABLE public.part PARTITION OF public.parts FOR VALUES IN ('good');
      CREATE VIEW public.seen AS SELECT id FROM public.keyed WHERE mood = 'good';
      CREATE MATERIALIZED VIEW public.kept AS SELECT count(*) AS n FROM public.plain;
      CREATE INDEX ON public.plain (lower(note)); CREATE STATISTICS public.both ON i, note FROM public.plain;
      CREATE TABLE likely.mine (a int); INSERT INTO likely.mine VALUES (1);
      CREATE TABLE public.owned (a likely.own); INSERT INTO public.owned VALUES (ROW(1));
      SELECT lo_from_bytea(0, 'large');
      """;

  private static final String SCRIPT =
      """
      SELECT pg_catalog.set_config('search_path', '%s', false);
      SET statement_timeout = 0;
      SET xmloption = content;
      SET ROLE pg_monitor;
      RESET ROLE;
      CREATE TABLE public.loaded (a pg_catalog.int4);
      COPY public.loaded FROM stdin;
      1
      \\.
      """
          .formatted(HostileSchemas.PATH);

  /** How the schemas come in front. */
  private enum Way {
    /** The owner of a database says so. */
    DATABASE,
    /** Whoever may alter the role does, for all databases or for one. */
    ROLE,
    ROLE_IN_DATABASE,
    /** The host's pool states it in each connection. */
    POOL
  }

  static Stream<Arguments> ways() {
    return Stream.concat(
        TestPostgres.all().map(server -> Arguments.of(server, Way.DATABASE)),
        Stream.of(Way.ROLE, Way.ROLE_IN_DATABASE, Way.POOL)
            .map(way -> Arguments.of(TestPostgres.of(17), way)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void nothingThatSomebodyPlantedRuns(TestPostgres server, Way way) throws Exception {
    try (TestDatabase database = server.createDatabase();
        Hostile hostile = new Hostile(database, way)) {
      hostile.requireThatItWouldRun();
      new Verbs(hostile).run();
      assertThat(hostile.planted.ran()).isEmpty();
    }
  }

  /** A database with all that somebody planted, and those who connect to it. */
  private static final class Hostile implements AutoCloseable {
    private final TestPostgres server;
    private final TestDatabase database;
    private final HostileSchemas planted;
    private final String role;
    private final Way way;

    Hostile(TestDatabase database, Way way) {
      this.server = database.server();
      this.database = database;
      this.way = way;
      this.role = "victim_" + database.name();
      database.execute("CREATE ROLE " + role + " SUPERUSER LOGIN");
      this.planted = HostileSchemas.on(server);
      database.execute(planted.script(SOURCES) + DATA);
      switch (way) {
        case DATABASE -> state("DATABASE " + database.name());
        case ROLE -> state("ROLE " + role);
        case ROLE_IN_DATABASE -> state("ROLE " + role + " IN DATABASE " + database.name());
        case POOL -> {}
      }
    }

    DataSource connect(String name) {
      DataSource direct = server.database(name).dataSource(role);
      return way == Way.POOL ? new StatingPool(direct) : direct;
    }

    DataSource source() {
      return connect(database.name());
    }

    /** Runs SQL that finds what is PostgreSQL's own. */
    void execute(String sql) {
      database.execute("SET search_path = pg_catalog; " + sql);
    }

    /** Else the test would show nothing. */
    void requireThatItWouldRun() {
      for (String query :
          new String[] {
            "SELECT 'a'::pg_catalog.text = 'b'::pg_catalog.text",
            "SELECT pg_catalog.oid(1) = 1",
            "SELECT lower('A')",
            "SELECT 'a'::name",
            "SELECT 1 FROM pg_class",
            "SELECT string_agg(relname, ',') FROM pg_catalog.pg_class"
          }) {
        assertThatThrownBy(() -> run(query)).as(query).hasMessageContaining(" ran");
      }
      assertThat(planted.ran()).hasSize(6);
      planted.forget();
    }

    private void run(String query) throws SQLException {
      try (Connection connection = source().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(query);
      }
    }

    private void state(String whose) {
      database.execute("ALTER " + whose + " SET search_path = " + HostileSchemas.PATH);
    }

    @Override
    public void close() {
      database.close();
      server.admin().execute("DROP ROLE " + role);
    }
  }

  /** A pool that states a search path in each connection that it hands out. */
  private static final class StatingPool extends OpaqueDataSource {
    StatingPool(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET search_path = " + HostileSchemas.PATH);
      }
      return connection;
    }
  }

  /** All that Lifeboat does with a connection. */
  private static final class Verbs {
    private final Hostile hostile;
    private final DataSource source;
    private final Function<String, DataSource> connector;
    private final String copy;
    private final Lifeboat lifeboat;

    Verbs(Hostile hostile) {
      this.hostile = hostile;
      this.source = hostile.source();
      this.connector = hostile::connect;
      this.copy = hostile.database.name() + "_copy";
      this.lifeboat =
          Lifeboat.builder()
              .source(Source.of("hostile", source))
              .storage(new MemoryStorage(SettableClock.at("2026-11-22T06:00:00Z")))
              .encryption(Plaintext.INSTANCE)
              .scratch(ServerScratch.on(source, connector))
              .build();
    }

    void run() throws IOException {
      Backup chosen = lifeboat.backup(chosen());
      Backup data = lifeboat.backup(data());
      restore(chosen);
      prove(chosen);
      loadScript();
      loadOldArchive(chosen);
      loadGlobals();
      loadIntoHostile(chosen, data);
    }

    /** All kinds of rules, names without schemas among them; pages read in ranges. */
    private static BackupRequest chosen() {
      DumpFilter filter =
          DumpFilter.everything()
              .with(FilterKind.EXCLUDE_SCHEMA, "hostile")
              .with(FilterKind.EXCLUDE_TABLE, "no_such")
              .with(FilterKind.EXCLUDE_TABLE_DATA, "ke*")
              .with(FilterRule.where("plain", "i > 10 AND note <> ''"))
              .with(DumpFilter.LargeObjects.INCLUDED);
      return BackupRequest.create()
          .withOptions(DumpOptions.defaults().withFilter(filter).withVolumeSizeBytes(32 * 1024));
    }

    private static BackupRequest data() {
      DumpFilter filter = DumpFilter.everything().with(FilterKind.TABLE, "plain");
      return BackupRequest.create()
          .withOptions(
              DumpOptions.defaults().withFilter(filter).withContent(DumpContent.DATA_ONLY));
    }

    private void restore(Backup backup) {
      lifeboat.restore(backup.id(), Target.newDatabase(source, copy, connector));
      dropCopy();
    }

    private void prove(Backup backup) {
      Verification proof = lifeboat.verify(backup.id(), Depth.RESTORE);
      assertThat(proof.findings()).isEmpty();
    }

    /** A script that puts it all in front and goes on. */
    private void loadScript() {
      restorer(RestoreOptions.defaults().with(Existing.LEFT))
          .restoreScript(
              new ByteArrayInputStream(SCRIPT.getBytes(StandardCharsets.UTF_8)),
              Target.database(source));
    }

    /** Each entry puts its schema in front, and that holds operators of the dump. */
    private void loadOldArchive(Backup backup) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      lifeboat.export(backup.id(), bytes);
      RestoreOptions options = RestoreOptions.defaults();
      try (ArchiveSource archive = CustomArchive.of("old", new MemoryRanges(bytes.toByteArray()))) {
        for (Transactions transactions : List.of(Transactions.BATCHES, Transactions.single())) {
          restorer(options.with(options.conduct().with(transactions)))
              .restore(
                  EditedArchive.withoutSearchPath(archive),
                  Target.newDatabase(source, copy, connector));
          dropCopy();
        }
      }
    }

    private void loadGlobals() throws IOException {
      ByteArrayOutputStream globals = new ByteArrayOutputStream();
      Globals.read(source, GlobalsScope.WITH_PASSWORDS).writeTo(globals);
      restorer(RestoreOptions.defaults())
          .restoreGlobals(new ByteArrayInputStream(globals.toByteArray()), Target.database(source));
    }

    private void loadIntoHostile(Backup all, Backup data) {
      Target target = Target.database(source);
      assertThatThrownBy(() -> lifeboat.restore(all.id(), target))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("is not empty");
      assertThatThrownBy(() -> lifeboat.restore(data.id(), target))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("is not empty");
      hostile.execute("TRUNCATE public.plain");
      lifeboat.restore(data.id(), target);
      lifeboat.restore(
          RestoreRequest.of(all.id(), target)
              .withOptions(
                  RestoreOptions.defaults()
                      .with(Existing.DROPPED_IF_THERE)
                      .with(
                          RestoreScope.ALL.with(
                              RestoreFilter.everything().with(RuleKind.TABLE, "owned")))));
    }

    private static Restorer restorer(RestoreOptions options) {
      return Restorer.of(options, Events.silent("restore"));
    }

    private void dropCopy() {
      hostile.server.database(copy).close();
    }
  }
}
