package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresFailureTest {
  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "53300, true",
    "53100, true",
    "57P01, true",
    "40P01, true",
    "55P03, true",
    "42501, false",
    "3D000, false",
    "28P01, false",
    "42P01, false",
    "22P02, false"
  })
  void whatMayPassCanBeTriedAgain(String state, boolean mayPass) {
    SQLException cause = new SQLException("what the server said", state);
    assertThat(PostgresFailure.of("do it", cause))
        .isInstanceOf(mayPass ? RetryableException.class : RefusedException.class)
        .hasCause(cause)
        .hasMessageStartingWith("Could not do it: what the server said (" + state + ")");
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"no-such-host.invalid"});
    source.setPassword("very secret");
    source.setUser("somebody");
    assertThatThrownBy(() -> Session.reading(source))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("The host no-such-host.invalid is not known")
        .message()
        .doesNotContain("very secret");
  }

  @Test
  void whatTheServerSaysStaysOnOneLine() throws SQLException {
    try (TestDatabase database = TestPostgres.of(17).createDatabase();
        Session session = Session.reading(database.dataSource())) {
      assertThatThrownBy(() -> session.execute("SELECT \"two\nlines\""))
          .isInstanceOfSatisfying(
              SQLException.class,
              failure ->
                  assertThat(PostgresFailure.message(failure))
                      .isEqualTo("column \"two lines\" does not exist"));
    }
  }
}
