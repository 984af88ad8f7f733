package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lost database is made again by the address that it had. */
class MaintenanceDatabaseTest {
  @TempDir Path folder;

  @Test
  void aDatabaseThatIsGoneIsNoWayInButItsServerIs() {
    TestPostgres server = TestPostgres.of(17);
    Path dump = dump(server);
    for (String given : List.of("lostdb", "neverthere", "postgres", "template1")) {
      try {
        Cli.run("load", "--from", dump, "--into", url(server, given), "--create-database", "lostdb")
            .done();
        assertThat(server.database("lostdb").value("SELECT n FROM t")).isEqualTo("1");
      } finally {
        server.admin().execute("DROP DATABASE IF EXISTS lostdb WITH (FORCE)");
      }
    }
  }

  @Test
  void aBackupOfALostDatabaseComesBack() {
    TestPostgres server = TestPostgres.of(17);
    Path repo = folder.resolve("repo");
    String url;
    String name;
    try (TestDatabase source = server.createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      url = source.url();
      name = source.name();
      Cli.run("backup", "--db", url, "--source", "s", "--repo", repo, "--unencrypted").done();
    }
    Object[] restore = {"restore", "latest", "--repo", repo, "--into", url};
    assertThat(Cli.run(restore).failure()).contains("does not exist");
    try {
      Cli.run("restore", "latest", "--repo", repo, "--into", url, "--create-database", name).done();
      assertThat(server.database(name).value("SELECT n FROM t")).isEqualTo("1");
    } finally {
      server.admin().execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
    }
  }

  @Test
  void template1ServesWhereEvenPostgresIsGone() {
    Path dump = dump(TestPostgres.of(17));
    TestPostgres bare = TestPostgres.fresh(17);
    bare.database("template1").execute("DROP DATABASE postgres WITH (FORCE)");

    Cli.run("load", "--from", dump, "--into", url(bare, "lostdb"), "--create-database", "lostdb")
        .done();

    assertThat(bare.database("lostdb").value("SELECT n FROM t")).isEqualTo("1");
  }

  private Path dump(TestPostgres server) {
    Path dump = folder.resolve("dump");
    try (TestDatabase source = server.createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Cli.run("dump", "--db", source.url(), "--to", dump).done();
    }
    return dump;
  }

  private static String url(TestPostgres server, String database) {
    return "postgresql://postgres@127.0.0.1:%d/%s".formatted(server.port(), database);
  }
}
