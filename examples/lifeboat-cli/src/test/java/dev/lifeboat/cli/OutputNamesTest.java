package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a file says what is written into it. */
class OutputNamesTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private static TestDatabase source;
  private static CatalogSnapshot wanted;

  @TempDir Path folder;

  @BeforeAll
  static void makeSource() {
    source = SERVER.createDatabase();
    source.execute(
        """
        CREATE TABLE t (id int PRIMARY KEY, note text);
        INSERT INTO t SELECT i, repeat('x', i) FROM generate_series(0, 99) AS i;
        CREATE TABLE empty (id int); CREATE VIEW v AS SELECT count(*) FROM t;
        SELECT lo_from_bytea(4711, 'large'), lo_from_bytea(4712, ''), lo_from_bytea(4713, 'more');
        """);
    wanted = CatalogSnapshot.of(source);
  }

  @AfterAll
  static void drop() {
    source.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.dump       | a custom archive, compressed by zstd:3    | PGDMP",
        "x            | a custom archive, compressed by zstd:3    | PGDMP",
        "x.sql        | an SQL script                             | --",
        "x.SQL.GZ     | an SQL script, compressed by gzip:6       | gzip",
        "x.sql.zst    | an SQL script, compressed by zstd:3       | zstd",
        "x.tar        | a tar archive                             | toc.dat",
        "x.dir        | a directory archive, compressed by zstd:3 | folder",
        "x/           | a directory archive, compressed by zstd:3 | folder",
      })
  void decidesTheFormThatIsToldOnTheFirstLine(String name, String words, String start)
      throws IOException {
    String path = folder + "/" + name;
    Cli.Run dump = Cli.run("dump", "--db", source.url(), "--to", path).done();

    assertThat(dump.output().lines().findFirst().orElseThrow()).endsWith(" is dumped as " + words);
    assertStarts(Path.of(path), start);
    assertLoads(path);
    Path converted = folder.resolve("converted");
    Cli.run("convert", "--from", path, "--to", converted + "/").done();
    String again = converted + name;
    assertThat(Cli.run("convert", "--from", converted, "--to", again).done().output())
        .contains(" is converted to " + words);
    assertStarts(Path.of(again), start);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(3);
    }
  }

  @Test
  void stockPgRestoreReadsATarArchiveAlsoFromAPipe() throws IOException {
    Program pgRestore = Program.requireAtLeast("pg_restore", 15);
    Program shell = Program.require("sh");
    Path tar = folder.resolve("x.tar");
    Cli.run("dump", "--db", source.url(), "--to", tar).done();
    for (String command :
        List.of("pg_restore -d \"$1\" \"$2\"", "cat \"$2\" | pg_restore -d \"$1\"")) {
      try (TestDatabase copy = SERVER.createDatabase()) {
        assertThat(pgRestore.with("-l", tar).succeed().output()).contains("TABLE DATA public t");
        String errors =
            shell
                .with("-c", command, "sh", copy.name(), tar)
                .env(copy.environment())
                .succeed()
                .errors();
        assertThat(errors).isEmpty();
        assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy))).isEmpty();
      }
    }
  }

  @Test
  void backupsAreExportedByNameToo() {
    Path repo = folder.resolve("repo");
    Cli.run(
            "backup",
            "--db",
            source.url(),
            "--source",
            "s",
            "--repo",
            repo,
            "--unencrypted",
            "--compress",
            "gzip:1")
        .done();
    for (String name : List.of("e.sql.zst", "e.tar", "e.dump")) {
      Path file = folder.resolve(name);
      Cli.Run export = Cli.run("export", "latest", "--repo", repo, "--to", file).done();
      assertThat(export.output())
          .contains(
              switch (name) {
                case "e.tar" -> " is exported as a tar archive\n";
                case "e.dump" -> " is exported as a custom archive, compressed by gzip:1\n";
                default -> " is exported as an SQL script, compressed by zstd:3\n";
              });
      assertLoads(file.toString());
    }
  }

  @Test
  void isOutweighedByAnOption() throws IOException {
    String path = folder.resolve("x.sql").toString();
    Cli.run("dump", "--db", source.url(), "--to", path, "-Fc").done();
    assertStarts(Path.of(path), "PGDMP");
    String packed = folder.resolve("x.any").toString();
    Cli.run("dump", "--db", source.url(), "--to", packed, "-Fp", "--compress", "gzip:9").done();
    assertStarts(Path.of(packed), "gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.gz", "x.tar.gz", "x.tgz", "x.sql.bz2", "x.sql.xz", "x.zip"})
  void isRefusedWhereNothingOfItsKindIsWritten(String name) {
    assertThat(Cli.run("dump", "--db", source.url(), "--to", folder.resolve(name)).usage())
        .endsWith(
            "promises a form that is not written; end it in "
                + NamedForm.WORDS
                + ", or add --format");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom", "plain", "tar"})
  void standardOutputIsWrittenToWhole(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = {"dump", "--db", source.url(), "--to", "-", "--format", format};

    assertThat(Main.run(words, surroundings(out, err, false))).as(err.toString()).isZero();

    Path file = Files.write(folder.resolve("x"), out.toByteArray());
    assertLoads(file.toString());
    assertThat(err.toString()).contains(" is dumped as a", "  to standard output, ");
  }

  @Test
  void aTerminalAndADocumentAreNoPlacesForADump() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = {"dump", "--db", source.url(), "--to", "-"};

    assertThat(Main.run(words, surroundings(out, err, true))).isEqualTo(2);

    assertThat(out.size()).isZero();
    assertThat(err.toString()).startsWith("Standard output is a terminal");
    assertThat(Cli.run("dump", "--db", source.url(), "--to", "-", "--json").errors())
        .startsWith("--json and --to - both write to standard output");
    assertThat(Cli.run("dump", "--db", source.url(), "--to", "-", "-Fd").usage())
        .startsWith("A directory cannot go to standard output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmux", "dumb"})
  void aRealTerminalIsKnownWhateverItCanDo(String kind) {
    String dump =
        Cli.process(List.of(), "dump", "--db", source.url(), "--to", "-").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    try (Tmux tmux = Tmux.start(folder, 200, "TERM=" + kind + " " + dump + "; cat")) {
      assertThat(tmux.await(screen -> Tmux.last(screen).startsWith("Try 'lifeboat dump")))
          .first()
          .asString()
          .startsWith("Standard output is a terminal, and --to - would fill it; name a file");
    }
  }

  private static Surroundings surroundings(
      ByteArrayOutputStream out, ByteArrayOutputStream err, boolean terminal) {
    return new Surroundings(
        new PrintStream(out),
        new PrintStream(err),
        Map.of(),
        terminal,
        false,
        Cancellation.none(),
        () -> TerminalColumns.USUAL);
  }

  private static void assertLoads(String path) {
    try (TestDatabase copy = SERVER.createDatabase()) {
      Cli.run("load", "--from", path, "--into", copy.url()).done();
      assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy))).isEmpty();
    }
  }

  private static void assertStarts(Path path, String start) throws IOException {
    switch (start) {
      case "folder" -> assertThat(path.resolve("toc.dat")).exists();
      case "gzip" -> assertThat(Files.readAllBytes(path)).startsWith(GZIP);
      case "zstd" -> assertThat(Files.readAllBytes(path)).startsWith(ZSTD);
      default -> assertThat(Files.readAllBytes(path)).startsWith(start.getBytes());
    }
  }
}
