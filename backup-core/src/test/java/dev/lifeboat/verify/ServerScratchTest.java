package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.restore.DatabaseDefinition;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.ScratchDatabaseContract;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class ServerScratchTest extends ScratchDatabaseContract {
  private final TestPostgres server = TestPostgres.of(17);

  @Override
  protected ScratchDatabase scratchDatabase() {
    return on(server);
  }

  @Test
  void nothingStaysOnTheServer() {
    String scratches = "SELECT count(*) FROM pg_database WHERE datname LIKE 'lifeboat_scratch%'";
    try (ScratchDatabase.Scratch scratch = scratchDatabase().open()) {
      assertThat(scratch.location()).startsWith("database lifeboat_scratch_");
      assertThat(server.admin().value(scratches)).isEqualTo("1");
    }
    assertThat(server.admin().value(scratches)).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENCODING = 'UTF8' LOCALE_PROVIDER = icu ICU_LOCALE = 'de' LOCALE = 'C' | UTF8 i de",
        "ENCODING = 'LATIN1' LOCALE = 'C' | LATIN1 c",
        "ENCODING = 'UTF8' LOCALE = 'no_SUCH.UTF-8' | UTF8 c",
        "ENCODING = 'UTF8' LOCALE_PROVIDER = builtin BUILTIN_LOCALE = 'C.UTF-8' LOCALE = 'C' | UTF8 b C.UTF-8"
      })
  void itSortsAsTheDatabaseOfTheArchiveWhereTheServerCan(String options, String made)
      throws SQLException {
    DatabaseDefinition definition =
        new DatabaseDefinition(Optional.of(" TEMPLATE = template0 " + options), "UTF8");
    try (ScratchDatabase.Scratch scratch = scratchDatabase().open(definition)) {
      assertThat(
              value(
                  scratch,
                  "SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale)"
                      + " FROM pg_database WHERE datname = current_database()"))
          .isEqualTo(made);
    }
  }

  @Test
  void aServerThatCannotBeReachedIsToldInOneSentence() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    nowhere.setUser("postgres");

    assertThatThrownBy(() -> ServerScratch.on(nowhere, name -> nowhere).open())
        .isInstanceOf(LifeboatException.class)
        .hasMessageContaining("check host, port");
  }

  /** Scratch databases on a test server. */
  static ScratchDatabase on(TestPostgres server) {
    return ServerScratch.on(
        server.admin().dataSource(),
        name -> {
          PGSimpleDataSource source = new PGSimpleDataSource();
          source.setServerNames(new String[] {"127.0.0.1"});
          source.setPortNumbers(new int[] {server.port()});
          source.setDatabaseName(name);
          source.setUser(TestPostgres.SUPERUSER);
          return source;
        });
  }
}
