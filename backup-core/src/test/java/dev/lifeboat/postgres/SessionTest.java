package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.SingleConnection;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTest {
  /** Whoever owns a database can put a schema of their own in front of the server's. */
  private static final String HOSTILE =
      """
      CREATE SCHEMA hostile;
      CREATE SEQUENCE hostile.runs;
      CREATE FUNCTION hostile.same(text, text) RETURNS boolean LANGUAGE sql
        AS $$ SELECT nextval('hostile.runs') IS NOT NULL AND $1 OPERATOR(pg_catalog.=) $2 $$;
      CREATE OPERATOR hostile.= (leftarg = text, rightarg = text, function = hostile.same);
      """;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void noOperatorOfTheDatabaseRunsWhileASessionIsOpenedAndClosed(TestPostgres server)
      throws SQLException {
    try (TestDatabase database = server.createDatabase()) {
      database.execute(HOSTILE);
      database.execute(
          "ALTER DATABASE "
              + Sql.identifier(database.name())
              + " SET search_path = hostile, pg_catalog");

      try (Session session = Session.reading(database.dataSource())) {
        assertThat(session.text("SHOW search_path")).isEqualTo("\"\"");
      }
      Session.writing(database.dataSource()).close();

      assertThat(database.value("SELECT is_called FROM hostile.runs")).isEqualTo("f");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void aPooledConnectionGetsItsSearchPathBack(TestPostgres server) throws SQLException {
    try (TestDatabase database = server.createDatabase();
        SingleConnection pool = new SingleConnection(database.connect())) {
      pool.run("SET search_path = \"Big, schema\", '$user', pg_catalog");
      try (Session session = Session.writing(pool)) {
        session.execute("SET search_path = elsewhere");
      }
      assertThat(pool.value("SHOW search_path"))
          .isEqualTo("\"Big, schema\", \"$user\", pg_catalog");
    }
  }
}
