package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of foreign tables go into a dump when they are asked for, and back through the server. */
class ForeignDataTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void rowsOfTheServersThatAreAskedForComeBackThroughThem(TestPostgres server) {
    try (TestDatabase far = server.createDatabase();
        TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      far.execute("CREATE TABLE t (id int, note text); INSERT INTO t VALUES (1, 'one'), (2, NULL)");
      source.execute(link(far, "asked") + link(far, "other"));
      Path file = folder.resolve("dump");

      Cli.run("dump", "--db", source.url(), "--to", file, "--include-foreign-data=ask*").done();
      far.execute("TRUNCATE t");
      Cli.run("load", "--from", file, "--into", copy.url()).done();

      assertThat(far.query("SELECT id, note FROM t ORDER BY id"))
          .containsExactly(List.of("1", "one"), Arrays.asList("2", null));
      assertThat(copy.query("SELECT count(*) FROM asked")).containsExactly(List.of("2"));
    }
  }

  /** A foreign table of the name of its server. */
  private static String link(TestDatabase far, String name) {
    return """
        CREATE EXTENSION IF NOT EXISTS postgres_fdw;
        CREATE SERVER %1$s FOREIGN DATA WRAPPER postgres_fdw
          OPTIONS (host '127.0.0.1', port '%2$s', dbname '%3$s');
        CREATE USER MAPPING FOR PUBLIC SERVER %1$s OPTIONS (user '%4$s');
        CREATE FOREIGN TABLE %1$s (id int, note text) SERVER %1$s OPTIONS (table_name 't');
        """
        .formatted(name, far.query("SHOW port").get(0).get(0), far.name(), TestPostgres.SUPERUSER);
  }
}
