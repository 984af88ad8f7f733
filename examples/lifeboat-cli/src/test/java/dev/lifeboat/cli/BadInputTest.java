package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.embedded.EmbeddedServer;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.Skip;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake ends in one sentence that names the thing and the next step, and exit code 1. */
class BadInputTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static TestDatabase school;

  @TempDir Path folder;

  @BeforeAll
  static void makeSchool() {
    school = School.on(SERVER);
  }

  @AfterAll
  static void dropSchool() {
    school.close();
  }

  @Test
  void noUrl() {
    assertThat(backup().usage())
        .isEqualTo(
            "No database is named; give --db postgresql://user@host/database, or set DATABASE_URL");
    assertThat(Cli.run("restore", "latest", "--repo", folder).usage())
        .isEqualTo(
            "No database is named; give --into postgresql://user@host/database, or set DATABASE_URL");
    assertNothingStored();
  }

  @Test
  void noUrlThatIsOne() {
    assertThat(backup("--db", "mysql://anna:hunter2@db/school").usage())
        .isEqualTo(
            "The database URL begins with neither postgresql:// nor jdbc:postgresql:;"
                + " write postgresql://user@host/database");
  }

  @Test
  void anUnreachableServer() {
    assertThat(backup("--db", "postgresql://anna:hunter2@127.0.0.1:1/school").failure())
        .contains("Could not connect to the database: Connection to 127.0.0.1:1 refused")
        .contains("(08001); check host, port and network, and that the server runs")
        .doesNotContain("hunter2");
    assertNothingStored();
  }

  @Test
  void aWrongPassword() {
    try (EmbeddedServer server = EmbeddedServer.start()) {
      String url = server.url("postgres").replaceFirst(":[0-9a-f]+@", ":hunter2@");
      Cli.Run run = backup("--db", url);

      assertThat(run.failure())
          .isEqualTo(
              "Could not connect to the database: password authentication failed for user"
                  + " \"postgres\" (28P01); check user name and password");
      assertThat(run.toString()).doesNotContain("hunter2");
    }
    assertNothingStored();
  }

  @Test
  void aMissingDatabase() {
    String url = school.url().replaceFirst("/[^/]*$", "/nowhere");

    assertThat(backup("--db", url).failure())
        .isEqualTo(
            "Could not connect to the database: database \"nowhere\" does not exist (3D000);"
                + " check the database's name");
    assertNothingStored();
  }

  @Test
  void noPrivilegeOnTables() {
    SERVER.admin().execute("CREATE ROLE reader LOGIN");
    try (TestDatabase source =
        SERVER
            .createDatabase()
            .execute(
                "CREATE TABLE a (n int); CREATE TABLE b (n int); CREATE TABLE c (n int);"
                    + " GRANT SELECT ON b TO reader")) {
      assertThat(backup("--db", source.url().replace("postgres@", "reader@")).failure())
          .isEqualTo(
              "The role reader cannot read 2 tables or sequences: public.a, public.c; grant it"
                  + " pg_read_all_data (from PostgreSQL 14 on) or SELECT on them");
    } finally {
      SERVER.admin().execute("DROP ROLE reader");
    }
    assertNothingStored();
  }

  @Test
  void anUnknownBackup() {
    backUp();

    assertThat(Cli.run("show", "20260101T000000Z-000000", "--repo", repo()).failure())
        .contains("20260101T000000Z-000000");
    assertThat(Cli.run("show", "yesterday", "--repo", repo()).usage())
        .startsWith("'yesterday' is no backup id; ids look like");
  }

  @Test
  void aRepositoryWithoutBackups() throws IOException {
    Files.createDirectory(repo());

    assertThat(Cli.run("list", "--repo", repo()).failure())
        .contains("There is no repository in", "not mounted");
    assertThat(Cli.run("prune", "--repo", repo(), "--keep-last", "1").failure())
        .contains("There is no repository in");
    assertThat(Cli.run("show", "latest", "--repo", repo()).failure()).contains("backup");
  }

  @Test
  void theWrongIdentityOrNone() {
    Path right = folder.resolve("right.txt");
    Path wrong = folder.resolve("wrong.txt");
    String recipient = Cli.run("keygen", "--to", right).done().output().strip();
    Cli.run("keygen", "--to", wrong).done();
    Cli.run(
            "backup",
            "--db",
            school.url(),
            "--source",
            "school",
            "--repo",
            repo(),
            "--recipient",
            recipient)
        .done();

    Path file = folder.resolve("out.dump");
    String withWrong =
        Cli.run("export", "latest", "--repo", repo(), "--to", file, "--identity", wrong).failure();
    String withNone = Cli.run("export", "latest", "--repo", repo(), "--to", file).failure();

    assertThat(withWrong).containsIgnoringCase("identit").doesNotContain("AGE-SECRET");
    assertThat(withNone).contains("encrypted", recipient);
    assertThat(file).doesNotExist();
    assertThat(
            Cli.run("show", "latest", "--repo", repo(), "--identity", folder.resolve("no"))
                .failure())
        .startsWith("There is no key file " + folder.resolve("no"));
  }

  @Test
  void aKeyIsNeverOverwritten() throws IOException {
    Path key = folder.resolve("key.txt");
    Cli.run("keygen", "--to", key).done();
    String before = Files.readString(key);

    assertThat(Cli.run("keygen", "--to", key).failure())
        .isEqualTo(
            "The file %s exists, and a private key is never overwritten; choose another path"
                .formatted(key));
    assertThat(key).hasContent(before);
  }

  @Test
  void aRepositoryThatIsNone() throws IOException {
    assertThat(Cli.run("list", "--repo", folder.resolve("nowhere")).failure())
        .isEqualTo(
            "There is no repository in '%s': no such directory; check --repo"
                .formatted(folder.resolve("nowhere")));

    Path photos = Files.createDirectories(folder.resolve("photos"));
    Files.writeString(photos.resolve("cat.jpg"), "meow");
    assertThat(Cli.run("list", "--repo", photos).failure())
        .isEqualTo(
            photos + " holds 'cat.jpg' and no backups; check the location of the repository");

    assertThat(Cli.run("list", "--repo", "ftp://host/backups").usage())
        .startsWith("The location of the repository is neither a directory nor s3://bucket/prefix");
    assertThat(Cli.run("list", "--repo", "s3://bucket/x?colour=red").usage())
        .isEqualTo(
            "--repo has the parameter 'colour', which is not known; use endpoint, region and path-style");
  }

  @Test
  void aTargetThatIsNotEmpty() {
    backUp();
    try (TestDatabase target =
        SERVER.createDatabase().execute("CREATE TABLE precious AS SELECT 1 AS n")) {
      assertThat(Cli.run("restore", "latest", "--repo", repo(), "--into", target.url()).failure())
          .contains("precious");
      assertThat(target.value("SELECT n FROM precious")).isEqualTo("1");
    }
    assertThat(
            Cli.run(
                    "restore",
                    "latest",
                    "--repo",
                    repo(),
                    "--into",
                    SERVER.admin().url(),
                    "--create-database",
                    school.name())
                .failure())
        .contains(school.name(), "exists");
  }

  @Test
  void aCutVolume() throws IOException {
    backUp();
    Path volume = volume();
    try (FileChannel file = FileChannel.open(volume, StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 1);
    }

    assertDamageIsFound(volume, "present");
  }

  @Test
  void anAlteredVolume() throws IOException {
    backUp();
    Path volume = volume();
    try (FileChannel file =
        FileChannel.open(volume, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, file.size() / 2);
      file.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), file.size() / 2);
    }

    assertDamageIsFound(volume, "checksum");
  }

  @Test
  void aFullDisk() throws IOException {
    ProgramRun.Result result =
        onFullDisk(
            "backup",
            "--source",
            "school",
            "--unencrypted",
            "--db",
            big().url(),
            "--repo",
            folder + "/repo");

    assertThat(result.exitCode()).as(result.errors()).isEqualTo(1);
    assertThat(lastLine(result)).contains("No space left on device").doesNotContain("Exception");
    assertThat(result.output()).contains("LISTED: There is no repository");
  }

  @Test
  void aFullDiskUnderADump() throws IOException {
    ProgramRun.Result result =
        onFullDisk("dump", "--db", big().url(), "--to", folder + "/big.dump", "--compress", "none");

    assertThat(result.exitCode()).as(result.errors()).isEqualTo(1);
    assertThat(lastLine(result)).contains("No space left on device").doesNotContain("Exception");
    assertThat(result.output()).contains("FILES: 0");
  }

  @Test
  void filesThatCannotBeLoaded() throws IOException {
    Path file = folder.resolve("file");
    assertThat(load(file)).isEqualTo(file + " does not exist; check the path");
    assertThat(load(folder)).contains("toc.dat");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8});
    assertThat(load(file)).startsWith("file cannot be decompressed; ");
    Files.write(file, new byte[] {1, 0, 2});
    assertThat(load(file))
        .isEqualTo("file is neither an archive of pg_dump nor an SQL script; check the path");
    Files.writeString(file, "PGDMP");
    assertThat(load(file)).contains("file");
    Files.writeString(file, "SELECT 1;\n\\! rm -rf /\n");
    try (TestDatabase target = SERVER.createDatabase()) {
      assertThat(Cli.run("load", "--from", file, "--into", target.url()).failure())
          .contains("psql's command \\!");
    }
  }

  @Test
  void wrongUsageEndsWithTwoAndSaysWhatToDo() {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("fly"),
            List.of("backup"),
            List.of("backup", "--source", "s", "--repo", "r", "--db", "postgresql://h/d"),
            List.of(
                "backup", "--source", "s", "--repo", "r", "--unencrypted", "--recipient", "age1x"),
            List.of("backup", "--source", "s", "--repo", "r", "--unencrypted", "--jobs", "0"),
            List.of("backup", "--source", "s", "--repo", "r", "--unencrypted", "--compress", "rar"),
            List.of("verify", "latest", "--repo", "r", "--depth", "deep"),
            List.of("dump", "--to", "f", "--schema-only", "--data-only"),
            List.of("prune", "--repo", "r"),
            List.of("prune", "--repo", "r", "--keep-within", "soon"),
            List.of("prune", "--repo", "r", "--zone", "Atlantis"),
            List.of("list", "--repo", "r", "--colour"))) {
      Cli.Run run = Cli.run(args.toArray());
      assertThat(run.exitCode()).as(args + run.toString()).isEqualTo(2);
      assertThat(run.output()).isEmpty();
      assertThat(run.errors()).contains("--help' for what it takes").doesNotContain("\tat ");
    }
    assertThat(backupWith(List.of()).errors())
        .startsWith(
            "Say who can decrypt the backup: --recipient age1… (lifeboat keygen --to FILE makes a"
                + " key), or --unencrypted");
  }

  @Test
  void failuresAreDocumentsWhereDocumentsAreWanted() {
    Cli.Run run = Cli.run("list", "--json", "--repo", folder.resolve("nowhere"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.field("error")).startsWith("There is no repository");
    assertThat(run.field("kind")).isEqualTo("refused");
  }

  @Test
  void stackTracesAreThereForThoseWhoAsk() {
    Cli.Run run = Cli.run("list", "--verbose", "--repo", folder.resolve("nowhere"));

    assertThat(run.errors()).contains("There is no repository").contains("\tat ");
  }

  private Path repo() {
    return folder.resolve("repo");
  }

  private void backUp() {
    backup("--db", school.url()).done();
  }

  private Cli.Run backup(Object... more) {
    return backupWith(List.of("--unencrypted"), more);
  }

  private Cli.Run backupWith(List<Object> options, Object... more) {
    Stream<Object> fixed = Stream.of("backup", "--source", "school", "--repo", repo());
    return Cli.run(
        Stream.of(fixed, options.stream(), Stream.of(more)).flatMap(all -> all).toArray());
  }

  private static String load(Path file) {
    return Cli.runIn(Map.of("DATABASE_URL", school.url()), "load", "--from", file).failure();
  }

  private void assertNothingStored() {
    assertThat(repo().resolve("school").resolve("manifests")).doesNotExist();
    assertThat(repo().resolve("school").resolve("backups")).doesNotExist();
  }

  private Path volume() throws IOException {
    try (Stream<Path> files = Files.walk(repo())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("volume-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertDamageIsFound(Path volume, String depth) {
    String name = volume.getFileName().toString();
    Cli.Run proof = Cli.run("verify", "latest", "--repo", repo(), "--depth", depth);
    assertThat(proof.exitCode()).as(proof.toString()).isEqualTo(1);
    assertThat(proof.output()).contains("failed at depth " + depth, "damaged", name);

    Path out = folder.resolve("out.dump");
    assertThat(Cli.run("export", "latest", "--repo", repo(), "--to", out).failure()).contains(name);
    assertThat(out).doesNotExist();

    String restored = "damaged_" + System.nanoTime();
    assertThat(
            Cli.run(
                    "restore",
                    "latest",
                    "--repo",
                    repo(),
                    "--into",
                    SERVER.admin().url(),
                    "--create-database",
                    restored)
                .failure())
        .contains(name);
    assertThat(
            SERVER
                .admin()
                .value("SELECT count(*) FROM pg_database WHERE datname = '" + restored + "'"))
        .isEqualTo("0");
  }

  private static TestDatabase big() {
    return school.execute(
        "CREATE TABLE IF NOT EXISTS noise AS SELECT n, md5(n::text) || md5((n + 1)::text) AS text"
            + " FROM generate_series(1, 60000) n");
  }

  /** In a mount name space of its own, where the folder is a very small disk. */
  private ProgramRun.Result onFullDisk(Object... args) {
    String script =
        """
        mount -t tmpfs -o size=1m lifeboat-test "$0" 2>/dev/null || exit 77
        mkdir "$0/repo"
        "$@"
        code=$?
        echo "FILES: $(find "$0" -type f | wc -l)"
        echo "LISTED: $(%s list --repo "$0/repo" 2>&1)"
        exit $code
        """
            .formatted(String.join(" ", Cli.process(List.of())));
    Stream<Object> shell = Stream.of("--map-root-user", "--mount", "sh", "-c", script, folder);
    Object[] command = Stream.concat(shell, Cli.process(List.of(), args).stream()).toArray();
    ProgramRun.Result result = Program.require("unshare").with(command).run();
    if (result.exitCode() == 77 || result.errors().startsWith("unshare:")) {
      throw Skip.because("a file system of a mount name space cannot be made here");
    }
    return result;
  }

  private static String lastLine(ProgramRun.Result result) {
    List<String> lines = result.errors().lines().toList();
    return lines.get(lines.size() - 1);
  }
}
