package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.TestPostgres;
import org.junit.jupiter.api.Test;
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
