package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.SingleConnection;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script may work as whom it likes; what follows it, and the host's pool, do not. */
class ScriptRolesTest {
  private static final TestPostgres SERVER = TestPostgres.of(15);
  private static final String REST =
      " SET search_path = script; SET SESSION statement_timeout = '77s'; SET TimeZone TO 'Asia/Tokyo';"
          + " CREATE TABLE made (n int); INSERT INTO made VALUES (1);";

  private TestDatabase database;

  @BeforeEach
  void makeDatabase() {
    database = SERVER.createDatabase();
    for (String role : new String[] {"script_author", "script_chief SUPERUSER"}) {
      database.execute(
          "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN END$$".formatted(role));
    }
    database.execute("CREATE SCHEMA script AUTHORIZATION script_author");
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET SESSION AUTHORIZATION 'script_author';",
        "SET SESSION AUTHORIZATION script_author; SET ROLE script_author;",
        "SET ROLE script_author;",
        "SET SESSION ROLE script_author;",
        "SELECT pg_catalog.set_config('role', 'script_author', false);",
        "SET SESSION AUTHORIZATION script_chief; SET ROLE script_author; RESET ROLE; SET ROLE script_author;",
        "RESET SESSION AUTHORIZATION; SET ROLE script_author;"
      })
  void areThoseOfTheHostAgain(String becoming) throws SQLException {
    for (String host :
        new String[] {"", "SET SESSION AUTHORIZATION script_chief", "SET ROLE script_chief"}) {
      try (SingleConnection pool = new SingleConnection(database.connect())) {
        pool.run("DROP TABLE IF EXISTS script.made, mine; CREATE TABLE mine AS SELECT 1 AS n");
        pool.run(host);
        String before = pool.settings();
        run(becoming + REST, pool);
        assertThat(pool.settings()).isEqualTo(before);
        assertMadeByTheAuthorAndAnalyzed();

        assertThatThrownBy(() -> run(becoming + REST, pool))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("already exists");
        assertThat(pool.settings()).isEqualTo(before);
      }
    }
  }

  @Test
  void areThoseOfThePgDumpThatWroteIt(@TempDir Path folder) throws SQLException, IOException {
    Program pgDump = Program.requireMajor("pg_dump", SERVER.major());
    Path file = folder.resolve("source.sql");
    try (TestDatabase source = SERVER.createDatabase();
        SingleConnection pool = new SingleConnection(database.connect())) {
      source.execute(
          "CREATE SCHEMA script AUTHORIZATION script_author; CREATE TABLE script.made AS SELECT 1 AS n;"
              + " ALTER TABLE script.made OWNER TO script_author");
      pgDump
          .with("--use-set-session-authorization", "-f", file)
          .env(source.environment())
          .succeed();
      assertThat(file).content().contains("SET SESSION AUTHORIZATION");
      database.execute(
          "DROP SCHEMA script; GRANT CREATE ON DATABASE \""
              + database.name()
              + "\" TO script_author");
      String before = pool.settings();
      run(Files.readString(file), pool);
      assertThat(pool.settings()).isEqualTo(before);
      source.execute("ANALYZE");
      assertThat(
              CatalogSnapshot.differences(CatalogSnapshot.of(source), CatalogSnapshot.of(database)))
          .isEmpty();
    }
  }

  /** None but its owner and superusers analyze a table. */
  private void assertMadeByTheAuthorAndAnalyzed() {
    assertThat(
            database.query(
                "SELECT relname, relowner::regrole, reltuples FROM pg_class"
                    + " WHERE relname IN ('made', 'mine') ORDER BY 1"))
        .containsExactly(List.of("made", "script_author", "1"), List.of("mine", "postgres", "1"));
  }

  private static void run(String script, SingleConnection pool) {
    InputStream bytes = new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8));
    RestoreOptions beside =
        RestoreOptions.defaults().withJobs(1).with(RestoreOptions.Existing.LEFT);
    Restorer.of(beside, Events.silent("restore")).restoreScript(bytes, Target.database(pool));
  }
}
