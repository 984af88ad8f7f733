package dev.lifeboat.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a source while its catalogs are read must not become a mixture. */
class ChangingSourceTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String OBJECTS =
      """
      CREATE SCHEMA app;
      CREATE TYPE app.mood AS ENUM ('sad', 'happy');
      CREATE TABLE app.t (id int PRIMARY KEY, m app.mood DEFAULT 'sad');
      CREATE FUNCTION app.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE VIEW app.v AS SELECT id, app.f(id) FROM app.t;
      CREATE SEQUENCE app.s;
      CREATE MATERIALIZED VIEW app.mv AS SELECT id FROM app.t;
      CREATE DOMAIN app.d AS int CHECK (VALUE > 0);
      CREATE OPERATOR app.@@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
      CREATE AGGREGATE app.agg(int) (SFUNC = int4pl, STYPE = int);
      INSERT INTO app.t VALUES (1, 'happy');
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM pg_catalog.pg_class AS c | DROP VIEW app.v | app.v",
        "FROM pg_catalog.pg_class AS c | CREATE OR REPLACE VIEW app.v AS SELECT id, 7 AS f FROM app.t | app.v",
        "FROM pg_catalog.pg_proc | CREATE OR REPLACE FUNCTION app.f(int) RETURNS int LANGUAGE sql AS 'SELECT 2' | app.f",
        "FROM pg_catalog.pg_proc | DROP AGGREGATE app.agg(int) | app.agg",
        "FROM pg_catalog.pg_sequence | DROP SEQUENCE app.s | app.s",
        "FROM pg_catalog.pg_constraint | ALTER TYPE app.mood RENAME VALUE 'sad' TO 'sullen' | app.mood",
        "FROM pg_catalog.pg_constraint | ALTER SCHEMA app RENAME TO other | app",
        "FROM pg_catalog.pg_depend | DROP DOMAIN app.d | app.d",
        "FROM pg_catalog.pg_depend | DROP MATERIALIZED VIEW app.mv | app.mv",
        "FROM pg_catalog.pg_depend | ALTER FUNCTION app.f(int) RENAME TO g | app.f",
      })
  void anObjectThatIsChangedOrDroppedOnTheWayEndsTheDumpWithItsName(
      String before, String change, String named) {
    try (TestDatabase source = SERVER.createDatabase()) {
      InterposedSource always =
          new InterposedSource(
              source.dataSource(),
              before,
              () -> {
                source.execute("DROP SCHEMA IF EXISTS app, other CASCADE");
                source.execute(OBJECTS);
              },
              () -> source.execute(change));
      source.execute(OBJECTS);
      assertThatThrownBy(
              () ->
                  Dumper.of(always, DumpOptions.defaults(), Events.silent("dump"))
                      .dumpTo(
                          number -> {
                            throw new AssertionError("nothing may be written");
                          }))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining(named)
          .hasMessageContaining("back up again when no migration runs");
      assertThat(always.times()).as("three times again").isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aChangeThatDoesNotComeAgainIsReadAgain(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(OBJECTS);
      InterposedSource once =
          new InterposedSource(
              source.dataSource(),
              "FROM pg_catalog.pg_constraint",
              () -> {},
              () -> source.execute("ALTER VIEW IF EXISTS app.v RENAME TO w"));
      Path file = folder.resolve("again.dump");
      DumpSummary summary = RoundTrip.usual().dump(once, file);
      assertThat(summary.rows()).isEqualTo(1);
      try (TestDatabase copy = server.createDatabase()) {
        RoundTrip.usual().restore(file, copy);
        assertThat(copy.value("SELECT to_regclass('app.w')::text")).isEqualTo("app.w");
      }
    }
  }

  @Test
  void whatComesAndWhatOnlyLooksLikeAChangeIsNoReasonToReadAgain() {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(OBJECTS);
      InterposedSource busy =
          new InterposedSource(
              source.dataSource(),
              "FROM pg_catalog.pg_constraint",
              () -> {},
              () -> {
                source.execute("CREATE TEMP TABLE x (y int PRIMARY KEY); DROP TABLE x");
                source.execute("CREATE TABLE app.newcomer (x int)");
                source.execute("REFRESH MATERIALIZED VIEW app.mv");
                source.execute("ANALYZE");
                source.execute("VACUUM");
                source.execute("CREATE INDEX ON app.t (m)");
                source.execute("SELECT nextval('app.s')");
                source.execute("BEGIN; DROP FUNCTION app.f(int) CASCADE; ROLLBACK");
                source.execute("INSERT INTO app.t VALUES (2, 'sad')");
              });
      DumpSummary summary =
          Dumper.of(busy, DumpOptions.defaults(), Events.silent("dump"))
              .dumpTo(number -> new DiscardedVolume());
      assertThat(busy.times()).isEqualTo(1);
      assertThat(summary.rows()).isEqualTo(1);
    }
  }

  private static Stream<TestPostgres> servers() {
    return TestPostgres.usual();
  }
}
