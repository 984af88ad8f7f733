package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestPostgresTest {
  static final String USUAL = "dev.lifeboat.testing.TestPostgres#usual";

  @ParameterizedTest
  @MethodSource(USUAL)
  void theServerIsOfTheMajorAskedForAndTakesTheSchoolDatabase(TestPostgres server) {
    try (TestDatabase school = School.on(server)) {
      assertThat(school.value("SHOW server_version")).startsWith(server.major() + ".");
      assertThat(school.query("SELECT count(*), NULL FROM person")).hasSize(1);
      assertThat(school.value("SELECT count(*) FROM person")).isEqualTo("500");
    }
  }

  @ParameterizedTest
  @MethodSource(USUAL)
  void aClosedDatabaseIsGoneAlthoughSomeoneIsConnected(TestPostgres server) throws Exception {
    TestDatabase database = server.createDatabase("odd \"name\" ü/?&");
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl())) {
      assertThat(connection.getCatalog()).isEqualTo("odd \"name\" ü/?&");
      database.close();
      database.close();
    }

    assertThat(server.admin().query("SELECT 1 FROM pg_database WHERE datname LIKE 'odd%'"))
        .isEmpty();
  }

  @Test
  void psqlReachesTheDatabaseByUrlAndByEnvironment() {
    Program psql = Program.require("psql");
    try (TestDatabase database = TestPostgres.of(17).createDatabase("a b%")) {
      String query = "SELECT current_database()";

      assertThat(psql.with("-XAtc", query, database.url()).succeed().output()).isEqualTo("a b%\n");
      assertThat(psql.with("-XAtc", query).env(database.environment()).succeed().output())
          .isEqualTo("a b%\n");
    }
  }

  @Test
  void aFailingStatementIsToldWithItsText() {
    try (TestDatabase database = TestPostgres.of(17).createDatabase()) {
      assertThatThrownBy(() -> database.execute("SELECT 1; SELECT * FROM nowhere"))
          .hasMessageContaining("\"nowhere\" does not exist");
      assertThat(database.query("SELECT NULL, 'x'")).containsExactly(Arrays.asList(null, "x"));
    }
  }
}
