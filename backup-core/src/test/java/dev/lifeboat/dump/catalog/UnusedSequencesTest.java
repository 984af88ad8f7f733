package dev.lifeboat.dump.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.postgres.Session;
import dev.lifeboat.testing.HostileSchemas;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences are read by name, and safely so on servers that cannot refuse views, too. */
class UnusedSequencesTest {
  private static final String EVIL =
      """
      CREATE FUNCTION evil() RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
        $$ BEGIN PERFORM likely.ran('evil'); RETURN 7; END $$;
      """;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void eachHasItsOwnValue(TestPostgres server) throws SQLException {
    try (TestDatabase database = server.createDatabase()) {
      database.execute(
          """
          DO $$ BEGIN FOR i IN 1..501 LOOP
            EXECUTE format('CREATE SEQUENCE s%s START %s MINVALUE -9', i, i - 5);
          END LOOP; END $$
          """);
      database.execute("SELECT setval('s7', 77)");
      List<String> values = new ArrayList<>();
      try (Session session = transaction(database)) {
        UnusedSequences.read(
            session, relations(database), (oid, last, called) -> values.add(last + " " + called));
      }
      assertThat(values).hasSize(501).startsWith("-4 false", "-3 false").endsWith("496 false");
      assertThat(values.get(6)).isEqualTo("77 true");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void aViewInItsPlaceIsFoundBeforeItRuns(TestPostgres server) throws SQLException {
    HostileSchemas hostile = HostileSchemas.on(server);
    try (TestDatabase database = server.createDatabase()) {
      database.execute(hostile.recorder() + EVIL + "CREATE SEQUENCE s");
      List<Relation> known = relations(database);
      database.execute(
          "ALTER SEQUENCE s RENAME TO old;"
              + " CREATE VIEW s AS SELECT evil() AS last_value, true AS is_called, %d AS tableoid"
                  .formatted(known.get(0).oid()));
      try (Session session = transaction(database)) {
        assertThatThrownBy(() -> UnusedSequences.read(session, known, (oid, last, called) -> {}))
            .isInstanceOf(ChangedCatalogException.class)
            .hasMessageContaining("\"public\".\"s\"");
      }
      assertThat(hostile.ran()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void nobodyRenamesItBetweenTheLookAndTheReading(TestPostgres server) throws SQLException {
    try (TestDatabase database = server.createDatabase()) {
      database.execute("CREATE SEQUENCE s");
      try (Session session = transaction(database)) {
        UnusedSequences.read(session, relations(database), (oid, last, called) -> {});
        assertThatThrownBy(
                () -> database.execute("SET lock_timeout = 100; ALTER SEQUENCE s RENAME TO t"))
            .hasMessageContaining("lock timeout");
      }
    }
  }

  /** As on a server of before August 2024, which reads whatever has a name. */
  private static Session transaction(TestDatabase database) throws SQLException {
    Session session = Session.reading(database.dataSource());
    session.set("restrict_nonsystem_relation_kind", "");
    session.begin();
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    return session;
  }

  private static List<Relation> relations(TestDatabase database) {
    return database
        .query("SELECT oid, relname FROM pg_class WHERE relkind = 'S' ORDER BY oid")
        .stream()
        .map(row -> sequence(Long.parseLong(row.get(0)), row.get(1)))
        .toList();
  }

  private static Relation sequence(long oid, String name) {
    return new Relation(
        oid,
        new Relation.Traits(
            "public",
            name,
            "postgres",
            'S',
            'p',
            List.of(),
            "",
            null,
            'n',
            false,
            false,
            null,
            null,
            null,
            null,
            null,
            true,
            0));
  }
}
