package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.CatalogSnapshot;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What each option of a restore does, to a dump file and to a backup alike. */
class RestoreOptionsTest {
  private static final TestPostgres SERVER = TestPostgres.of(18);

  /** Where it goes; every case says that, or a test below or {@link NetworkTimeoutTest} does. */
  private static final List<String> ELSEWHERE =
      List.of(
          "--into", "--create-database", "--create", "--list", "--use-list", "--network-timeout");

  private static final String OBJECTS =
      """
      CREATE SCHEMA "my app"; CREATE TABLE "my app"."a ""b"" c" (id int);
      CREATE TABLE t (id int PRIMARY KEY); CREATE INDEX i ON t (id);
      CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
      """;

  /** Lines of a file, and the options that say the same. */
  private static final Map<String, List<String>> RULES =
      Map.of(
          "include schema my app", List.of("-n", "my app"),
          "exclude schema \"my app\"", List.of("-N", "my app"),
          "include table \"a \"\"b\"\" c\"", List.of("-t", "a \"b\" c"),
          "include index i # one", List.of("-I", "i"),
          "include function f(integer, text)", List.of("-P", "f(integer, text)"),
          "include trigger t guard", List.of("-T", "t guard"),
          "include table t\ninclude index i\n", List.of("-t", "t", "-I", "i"));

  private static final CommandSpec COMMAND =
      CommandSpec.forAnnotatedObject(new RestoreOptionsMixin());

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> theTargetHoldsWhatTheOptionsSay() {
    return OptionCase.in("/restoring").stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> run(each)));
  }

  @Test
  void everyOptionHasACaseThatShowsWhatItDoes() {
    assertThat(
            OptionCase.in("/restoring").stream()
                .flatMap(each -> each.commandLine(folder).stream())
                .map(word -> COMMAND.findOption(String.valueOf(word).replaceFirst("=.*", "")))
                .filter(Objects::nonNull)
                .map(OptionSpec::longestName)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            COMMAND.options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !ELSEWHERE.contains(name))
                .toList());
  }

  @Test
  void aListIsPrintedAndFollowed() throws IOException {
    try (TestDatabase source =
        SERVER
            .createDatabase()
            .execute("CREATE TABLE a (n int); CREATE TABLE b (n int); INSERT INTO a VALUES (1)")) {
      for (List<Object> way : ways(source, List.of())) {
        List<String> entries = entries(way);
        assertThat(entries).anyMatch(line -> line.contains(" TABLE DATA public a "));
        assertThat(entries(way, "-t", "b"))
            .isEqualTo(entries.stream().filter(line -> line.contains(" b ")).toList());
        Path list = folder.resolve("a.list");
        Files.write(list, entries.stream().filter(line -> line.contains(" a ")).toList());
        for (String option : new String[] {"-L", "--use-list"}) {
          try (TestDatabase copy = SERVER.createDatabase()) {
            run(way, List.of("--into", copy.url(), option, list)).done();
            assertThat(copy.query("SELECT n, to_regclass('b') FROM a").toString())
                .isEqualTo("[[1, null]]");
          }
        }
      }
    }
  }

  @Test
  void aFileOfRulesIsWorthTheSameOptions() throws IOException {
    Path rules = folder.resolve("rules");
    try (TestDatabase source = SERVER.createDatabase().execute(OBJECTS)) {
      for (List<Object> way : ways(source, List.of())) {
        for (Map.Entry<String, List<String>> each : RULES.entrySet()) {
          Files.writeString(rules, each.getKey());
          List<String> chosen = entries(way, each.getValue().toArray(String[]::new));
          assertThat(entries(way, "--filter", rules.toString()))
              .as(each.getKey())
              .isEqualTo(chosen)
              .isNotEmpty();
          assertThat(chosen).as(each.getKey()).isNotEqualTo(entries(way));
        }
      }
    }
  }

  @Test
  void aDatabaseIsMadeAndGivenItsProperties() {
    String name = "restored_with_properties";
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute("ALTER DATABASE \"%s\" SET work_mem = '9MB'".formatted(source.name()));
      for (List<Object> way : ways(source, List.of())) {
        for (String option : new String[] {"-C", "--create"}) {
          try (TestDatabase copy = SERVER.database(name)) {
            List<Object> into =
                List.of("--into", SERVER.admin().url(), "--create-database", name, option);
            run(way, into).done();
            assertThat(copy.value("SHOW work_mem")).isEqualTo("9MB");
          }
        }
      }
    }
  }

  private static List<String> entries(List<Object> way, String... options) {
    return run(way, Stream.concat(Stream.of("--list"), Stream.of(options)).toList())
        .done()
        .output()
        .lines()
        .filter(line -> !line.startsWith(";"))
        .toList();
  }

  private void run(OptionCase each) {
    try (TestDatabase source = SERVER.createDatabase();
        TestDatabase expected = SERVER.createDatabase()) {
      each.loadSource(source);
      each.loadExpected(expected);
      CatalogSnapshot wanted = CatalogSnapshot.of(expected);
      for (List<Object> way : ways(source, each.dumpOptions())) {
        assertRestores(each, way, wanted);
      }
    }
  }

  private void assertRestores(OptionCase each, List<Object> way, CatalogSnapshot wanted) {
    try (TestDatabase target = SERVER.createDatabase()) {
      each.loadTarget(target);
      List<Object> words = new ArrayList<>(List.of("--into", each.url(target)));
      words.addAll(each.commandLine(folder));
      Cli.Run restored = run(way, words);
      if (each.refusal().isEmpty()) {
        restored.done();
      } else {
        each.assertRefused(restored);
      }
      each.assertWarned(restored);
      assertThat(CatalogSnapshot.differences(wanted, CatalogSnapshot.of(target)))
          .as("what differs between what is expected and what %s makes", way.get(0))
          .isEmpty();
      each.assertThen(target);
    }
  }

  /** A dump that is loaded, and a backup that is restored. */
  private List<List<Object>> ways(TestDatabase source, List<String> options) {
    Path file = folder.resolve(source.name() + ".dump");
    Path repo = folder.resolve(source.name());
    List<Object> backup = List.of("backup", "--source", "s", "--repo", repo, "--unencrypted");
    run(List.of("dump", "--to", file, "--db", source.url()), options).done();
    run(Stream.concat(backup.stream(), Stream.of("--db", source.url())).toList(), options).done();
    return List.of(List.of("load", "--from", file), List.of("restore", "latest", "--repo", repo));
  }

  private static Cli.Run run(List<Object> command, List<?> options) {
    return Cli.run(Stream.concat(command.stream(), options.stream()).toArray());
  }
}
