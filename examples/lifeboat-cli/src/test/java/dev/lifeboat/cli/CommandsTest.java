package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.postgres.PostgresUrl;
import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void aBackupIsMadeListedShownVerifiedExportedAndRestored(TestPostgres server) throws IOException {
    Path repo = folder.resolve("repo");
    Path key = folder.resolve("key.txt");
    try (TestDatabase school = School.on(server)) {
      String recipient = Cli.run("keygen", "--to", key).done().output().strip();
      assertThat(Files.getPosixFilePermissions(key))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));

      Cli.Run backup =
          Cli.runIn(
                  Map.of("DATABASE_URL", school.url()),
                  "backup",
                  "--json",
                  "--source",
                  "school",
                  "--repo",
                  repo,
                  "--recipient",
                  recipient,
                  "--jobs",
                  2,
                  "--label",
                  "why=test",
                  "--label",
                  "by=me")
              .done();
      String id = backup.field("id");
      assertThat(backup.field("encryption")).isEqualTo("age");

      assertThat(Cli.run("list", "--repo", repo).done().output())
          .contains(id, "school", "1 recipient", "by=me why=test");
      assertThat(
              Cli.run("list", "--json", "--repo", repo.toUri(), "--source", "school").field("id"))
          .isEqualTo(id);
      assertThat(Cli.run("show", "latest", "--repo", repo).done().output())
          .contains("Backup " + id, recipient, "Nothing was proved")
          .doesNotContain("public.person");
      assertThat(Cli.run("show", id, "--repo", repo, "--identity", key).done().output())
          .contains("public.person", "Weird Table; DROP TABLE x --");

      for (String depth : new String[] {"present", "checksum", "decode", "restore"}) {
        Cli.Run proof =
            Cli.run(
                    "verify",
                    id,
                    "--json",
                    "--repo",
                    repo,
                    "--depth",
                    depth,
                    "--identity",
                    key,
                    "--scratch",
                    server.admin().url())
                .done();
        assertThat(proof.field("outcome")).isEqualTo("proved");
        assertThat(proof.field("depth")).isEqualTo(depth);
      }
      assertThat(Cli.run("show", id, "--repo", repo).done().output())
          .contains("proved at depth restore");

      Path exported = folder.resolve("school.dump");
      Cli.run("export", id, "--repo", repo, "--to", exported, "--identity", key).done();
      assertLoads(school, "load", "--from", exported);
      assertLoads(school, "restore", "latest", "--repo", repo, "--identity", key, "--jobs", 3);
    }
  }

  @Test
  void rolesAreKeptWithABackupAndMadeWhereTheyAreMissing() throws IOException {
    TestPostgres other = TestPostgres.fresh(17);
    Path repo = folder.resolve("repo");
    Path script = folder.resolve("roles.sql");
    TestPostgres.of(17)
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE cli_owner LOGIN PASSWORD 'x'; EXCEPTION WHEN duplicate_object THEN END$$");
    try (TestDatabase source = TestPostgres.of(17).createDatabase()) {
      source.execute("CREATE TABLE t AS SELECT 1 AS x; ALTER TABLE t OWNER TO cli_owner");
      Cli.run("backup", "--db", source.url(), "--source", "s", "--repo", repo, "--unencrypted")
          .done();
      assertThat(
              Cli.run(
                      "backup",
                      "--db",
                      source.url(),
                      "--source",
                      "s",
                      "--repo",
                      repo,
                      "--unencrypted",
                      "--role-passwords")
                  .failure())
          .contains("Passwords of roles are not stored unencrypted");

      Cli.run("export", "latest", "--repo", repo, "--globals", "--to", script).done();
      assertThat(script).content().contains("CREATE ROLE \"cli_owner\"").doesNotContain("PASSWORD");
      Path direct = folder.resolve("direct.sql");
      Cli.run("globals", "--db", source.url(), "--to", direct, "--role-passwords").done();
      assertThat(direct).content().contains("PASSWORD 'SCRAM-SHA-256$");
      String[] restore = {
        "restore",
        "latest",
        "--repo",
        repo.toString(),
        "--into",
        other.admin().url(),
        "--create-database",
        "copy"
      };
      assertThat(Cli.run((Object[]) restore).failure()).contains("no role cli_owner");
      Cli.run(Stream.concat(Stream.of(restore), Stream.of("--globals")).toArray()).done();
      assertThat(
              other
                  .database("copy")
                  .value("SELECT relowner::regrole FROM pg_class WHERE relname = 't'"))
          .isEqualTo("cli_owner");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void dumpsOfEitherFormatAreLoaded(TestPostgres server) throws IOException {
    try (TestDatabase school = School.on(server)) {
      Path archive = folder.resolve("school.dump");
      Path script = folder.resolve("school.sql");
      Cli.run("dump", "--db", school.jdbcUrl(), "--to", archive, "--compress", "gzip:6").done();
      Cli.run("dump", "--db", school.url(), "--to", script, "--format", "plain").done();

      assertLoads(school, "load", "--from", archive, "--jobs", 2);
      assertLoads(school, "load", "--from", script);
      try (var left = Files.list(folder)) {
        assertThat(left).containsExactlyInAnyOrder(archive, script);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom", "plain"})
  void theStandardInputIsLoaded(String format) throws IOException, InterruptedException {
    TestPostgres server = TestPostgres.of(17);
    Path file = folder.resolve("dump");
    try (TestDatabase source = server.createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
        TestDatabase target = server.createDatabase()) {
      Cli.run("dump", "--db", source.url(), "--to", file, "--format", format).done();
      Process load =
          new ProcessBuilder(Cli.process(List.of(), "load", "--from", "-", "--into", target.url()))
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(load.waitFor()).as(said).isZero();
      assertThat(target.value("SELECT n FROM t")).isEqualTo("1");
    }
  }

  @Test
  void definitionsAndDataAreDumpedApart() {
    TestPostgres server = TestPostgres.of(17);
    Path definitions = folder.resolve("definitions.dump");
    Path data = folder.resolve("data.dump");
    try (TestDatabase source = server.createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
        TestDatabase target = server.createDatabase()) {
      Cli.run("dump", "--db", source.url(), "--to", definitions, "--schema-only").done();
      Cli.run("dump", "--db", source.url(), "--to", data, "--data-only").done();

      Cli.run("load", "--from", definitions, "--into", target.url()).done();
      assertThat(target.value("SELECT count(*) FROM t")).isEqualTo("0");
      Cli.run("load", "--from", data, "--into", target.url()).done();
      assertThat(target.value("SELECT n FROM t")).isEqualTo("1");
    }
  }

  @Test
  void aBackupCanBeProvedByTheServerThatThisProgramBrings() {
    try (TestDatabase source =
        TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Path repo = folder.resolve("repo");
      backUp(source, repo);

      assertThat(Cli.run("verify", "latest", "--repo", repo, "--depth", "restore").done().output())
          .contains(
              "proved at depth restore",
              "compared: 1 row in 1 table, 0 large objects, 0 sequences; not definitions");
    }
  }

  @Test
  void aProofThatCannotBeMadeIsInconclusive() {
    try (TestDatabase source =
        TestPostgres.of(17)
            .createDatabase()
            .execute("CREATE EXTENSION pg_trgm; CREATE TABLE t AS SELECT 1 AS n")) {
      Path repo = folder.resolve("repo");
      backUp(source, repo);

      Cli.Run proof =
          Cli.run(
              "verify",
              "latest",
              "--repo",
              repo,
              "--depth",
              "restore",
              "--scratch",
              "postgresql://postgres@127.0.0.1:1/postgres");

      assertThat(proof.exitCode()).as(proof.toString()).isEqualTo(3);
      assertThat(proof.output()).contains("inconclusive");
    }
  }

  @Test
  void pruningIsPlannedThenApplied() {
    try (TestDatabase source =
        TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Path repo = folder.resolve("repo");
      for (int i = 0; i < 3; i++) {
        backUp(source, repo);
      }
      Object[] plan = {"prune", "--repo", repo, "--keep-last", 2, "--zone", "Europe/Paris"};

      assertThat(Cli.run(plan).done().output())
          .contains("keep", "number 1 of the last 2", "remove", "not among the last 2")
          .contains("2 backups would stay and 1 go; nothing was removed, add --apply to do it");
      assertThat(Cli.run("list", "--repo", repo).output().lines()).hasSize(4);

      Cli.Run applied = Cli.run("prune", "--json", "--repo", repo, "--keep-last", 2, "--apply");
      assertThat(applied.done().field("applied")).isEqualTo("true");
      assertThat(Cli.run("list", "--repo", repo).output().lines()).hasSize(3);
    }
  }

  @Test
  void aPlanCanBeMadeForAnotherTime() {
    try (TestDatabase source =
        TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Path repo = folder.resolve("repo");
      backUp(source, repo);
      backUp(source, repo);

      assertThat(
              Cli.run(
                      "prune",
                      "--repo",
                      repo,
                      "--keep-within",
                      "P30D",
                      "--now",
                      "2100-01-01T00:00:00Z")
                  .done()
                  .output())
          .contains("within P30D of the newest", "2 backups would stay and 0 go");
    }
  }

  @Test
  void bucketsServeAsWellAsDirectories() {
    try (DemoBucket bucket = DemoBucket.start();
        TestDatabase school = School.on(TestPostgres.of(17))) {
      System.setProperty("aws.accessKeyId", bucket.credentials().accessKeyId());
      System.setProperty("aws.secretAccessKey", bucket.credentials().secretAccessKey());
      String repo =
          "s3://%s/a/b?endpoint=%s&region=eu-west-1&path-style=true"
              .formatted(DemoBucket.NAME, bucket.endpoint());

      backUp(school, repo);
      assertThat(Cli.run("verify", "latest", "--repo", repo, "--depth", "decode").done().output())
          .contains("proved");
      assertLoads(school, "restore", "latest", "--repo", repo);
      assertThat(Cli.run("prune", "--repo", repo, "--keep-last", 1, "--apply").done().output())
          .contains("0 backups removed");
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void parametersThatMeanNothingAreNamedOnStandardError() {
    try (TestDatabase source = TestPostgres.of(17).createDatabase()) {
      Cli.Run run =
          Cli.run(
                  "backup",
                  "--json",
                  "--unencrypted",
                  "--source",
                  "s",
                  "--repo",
                  folder.resolve("repo"),
                  "--db",
                  source.url() + "?schema=public")
              .done();

      assertThat(run.errors()).contains("Warning: The database URL's parameter 'schema'");
      assertThat(run.field("source")).isEqualTo("s");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "dump", "load", "backup", "list", "show", "verify", "restore", "export", "prune",
        "keygen", "demo"
      })
  void everyCommandExplainsItself(String command) {
    Cli.Run help = command.isEmpty() ? Cli.run("--help") : Cli.run(command, "--help");

    assertThat(help.done().output()).contains("Usage: lifeboat", "--json", "--verbose");
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void theDatabaseItselfComesBackOnRequest(TestPostgres server) {
    String of =
        "SELECT datconnlimit || ' ' || shobj_description(oid, 'pg_database') || ' '"
            + " || (SELECT setconfig::text FROM pg_db_role_setting WHERE setdatabase = oid)"
            + " FROM pg_database WHERE datname = '%s'";
    String name = "created_" + System.nanoTime();
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          COMMENT ON DATABASE "%1$s" IS 'a comment';
          ALTER DATABASE "%1$s" CONNECTION LIMIT 7;
          ALTER DATABASE "%1$s" SET work_mem = '9MB';
          """
              .formatted(source.name()));
      Path archive = folder.resolve("properties.dump");
      Path script = folder.resolve("properties.sql");
      Cli.run("dump", "--db", source.url(), "--to", archive).done();
      Cli.run("dump", "--db", source.url(), "--to", script, "--format", "plain").done();
      Object[] target = {"--into", server.admin().url(), "--create-database", name, "--create"};
      assertThat(Cli.run(load(script, target)).failure()).contains("properties of its database");
      Cli.run(load(archive, target)).done();
      assertThat(server.admin().value(of.formatted(name)))
          .isEqualTo("7 a comment {work_mem=9MB}")
          .isEqualTo(server.admin().value(of.formatted(source.name())));
    } finally {
      server.admin().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
  }

  private static Object[] load(Path from, Object... target) {
    return Stream.concat(Stream.of("load", "--from", from), Stream.of(target)).toArray();
  }

  @Test
  void theVersionIsTold() {
    assertThat(Cli.run("--version").done().output()).matches("lifeboat \\d+\\.\\d+\\.\\d+.*\\s+");
  }

  private static void backUp(TestDatabase source, Object repo) {
    Cli.run("backup", "--db", source.url(), "--source", "school", "--repo", repo, "--unencrypted")
        .done();
  }

  /** Runs a command that fills a new database, and compares that with the source. */
  private static void assertLoads(TestDatabase source, Object... command) {
    TestDatabase admin = source.server().admin();
    String name = "loaded_" + System.nanoTime();
    Stream<Object> target = Stream.of("--into", admin.url(), "--create-database", name);
    Cli.run(Stream.concat(Stream.of(command), target).toArray()).done();
    DataSource copy = PostgresUrl.parse(admin.url()).withDatabase(name).dataSource();
    try (Connection connection = copy.getConnection()) {
      assertThat(
              CatalogSnapshot.differences(
                  CatalogSnapshot.of(source), CatalogSnapshot.of(connection)))
          .isEmpty();
    } catch (SQLException e) {
      throw new AssertionError(e);
    } finally {
      admin.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }
  }
}
