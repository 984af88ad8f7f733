package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.SharedFixtures;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps, exports and conversions in every form, by way of the command line. */
class ConvertTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final List<String> FORMATS = List.of("directory", "plain", "custom");

  @TempDir Path folder;
  private TestDatabase source;
  private CatalogSnapshot wanted;

  @BeforeEach
  void makeSource() {
    source = SERVER.createDatabase();
    source.execute(
        """
        CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
        INSERT INTO t (note) SELECT repeat('it''s \\ ', i) FROM generate_series(0, 99) AS i;
        CREATE VIEW v AS SELECT count(*) FROM t;
        SELECT lo_from_bytea(4711, 'large');
        """);
    wanted = CatalogSnapshot.of(source);
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void dumpsAndConversionsOfEveryFormLoad(List<String> words) {
    Path dumped = folder.resolve("dumped");
    run(words, "dump", "--db", source.url(), "--to", dumped);
    assertLoads(dumped);

    Path archive = folder.resolve("archive");
    run(List.of(), "dump", "--db", source.url(), "--to", archive);
    Path converted = folder.resolve("converted");
    run(words, "convert", "--from", archive, "--to", converted);
    assertLoads(converted);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void backupsAreExportedInEveryForm(List<String> words) {
    Path repo = folder.resolve("repo");
    run(
        List.of(),
        "backup",
        "--db",
        source.url(),
        "--source",
        "school",
        "--repo",
        repo,
        "--unencrypted");
    Path exported = folder.resolve("exported");
    run(words, "export", "latest", "--repo", repo, "--to", exported);
    assertLoads(exported);
  }

  @Test
  void formsBecomeOneAnotherInAnyOrder() {
    Path from = folder.resolve("dumped");
    run(List.of(), "dump", "--db", source.url(), "--to", from);
    List<String> chain =
        List.of(
            "directory",
            "plain",
            "custom",
            "directory --compress gzip",
            "directory --compress none",
            "plain",
            "plain",
            "custom --compress none",
            "custom --compress gzip",
            "plain --attribute-inserts --rows-per-insert 10", // which rows remain from here on
            "directory",
            "plain --inserts",
            "custom",
            "plain",
            "plain");
    for (String form : chain) {
      Path to = folder.resolve(from.getFileName() + "+");
      run(List.of(form.split(" ")), "convert", "--from", from, "--to", to, "--format");
      assertLoads(to);
      from = to;
    }
    assertThat(files()).hasSize(1 + chain.size()).noneMatch(name -> name.contains("unpacked"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"school-15.tar", "school-15.sql", "school-15-inserts.sql"})
  void whatPgDumpWroteIsConverted(String name) {
    Path from = SharedFixtures.require("fixtures/archives/" + name);
    try (TestDatabase direct = SERVER.createDatabase()) {
      Cli.run("load", "--from", from, "--into", direct.url()).done();
      CatalogSnapshot school = CatalogSnapshot.of(direct);
      for (String form : List.of("custom", "directory", "plain", "plain --inserts")) {
        Path to = folder.resolve(form);
        run(List.of(form.split(" ")), "convert", "--from", from, "--to", to, "--format");
        assertLoads(to, school);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom", "directory", "plain", "plain --inserts"})
  void nothingIsOverwrittenAndAFailureLeavesNothing(String form) throws IOException {
    Path whole = folder.resolve("whole");
    run(List.of(form.split(" ")), "dump", "--db", source.url(), "--to", whole, "--format");
    List<String> before = files();
    for (String format : FORMATS) {
      assertThat(convert(whole, whole, format).failure())
          .contains("'" + whole + "' exists and is not overwritten");
      assertThat(files()).isEqualTo(before);
    }
    cut(Files.isDirectory(whole) ? folder.resolve("whole/toc.dat") : whole);
    for (String format : FORMATS) {
      assertThat(convert(whole, folder.resolve("new"), format).failure()).contains("fetch ");
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void aScriptThatNoDumpWroteLeavesNothing() throws IOException {
    Path script = folder.resolve("by-hand.sql");
    Files.writeString(script, "CREATE TABLE t (id int);\n");
    for (String format : FORMATS) {
      assertThat(convert(script, folder.resolve("new"), format).failure())
          .startsWith("Line 1 of the script belongs under no comment of pg_dump");
      assertThat(files()).containsExactly("by-hand.sql");
    }
  }

  @Test
  void wordsThatDoNotFitTogetherAreRefused() {
    assertThat(refusal("--format", "custom", "--inserts")).contains("or add --format plain");
    assertThat(refusal("--format", "plain", "--on-conflict-do-nothing")).contains("add --inserts");
    assertThat(refusal("--format", "tar", "--compress", "gzip")).contains("not for tar archives");
    assertThat(refusal("--format", "plain", "--rows-per-insert", "0"))
        .contains("give a whole number of 1 or more");
  }

  private String refusal(Object... words) {
    List<Object> all =
        new ArrayList<>(List.of("convert", "--from", folder, "--to", folder.resolve("x")));
    all.addAll(List.of(words));
    Cli.Run run = Cli.run(all.toArray());
    assertThat(run.exitCode()).isEqualTo(2);
    return run.errors();
  }

  private Cli.Run convert(Path from, Path to, String format) {
    return Cli.run("convert", "--from", from, "--to", to, "--format", format);
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));
  }

  /** What lies in the folder, by name. */
  private List<String> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> more, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(more);
    Cli.run(all.toArray()).done();
  }

  private void assertLoads(Path dump) {
    assertLoads(dump, wanted);
  }

  private static void assertLoads(Path dump, CatalogSnapshot wanted) {
    try (TestDatabase copy = SERVER.createDatabase()) {
      Cli.run("load", "--from", dump, "--into", copy.url()).done();
      assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(copy))).isEmpty();
    }
  }

  private static Stream<List<String>> forms() {
    return Stream.of(
        List.of("--format", "custom", "--compress", "gzip:1"),
        List.of("-F", "directory"),
        List.of("--format", "directory", "--compress", "gzip"),
        List.of("--format", "directory", "--compress", "none"),
        List.of("--format", "tar"),
        List.of("--format", "plain"),
        List.of("--format", "plain", "--compress", "gzip"),
        List.of("--format", "plain", "--inserts"),
        List.of("--format", "plain", "--attribute-inserts", "--on-conflict-do-nothing"),
        List.of("--format", "plain", "--rows-per-insert", "10"));
  }
}
