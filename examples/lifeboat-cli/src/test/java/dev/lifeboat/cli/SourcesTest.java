package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A repository of several sources: each command is told which one is meant. */
class SourcesTest {
  private static final String KEY =
      "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

  @TempDir static Path folder;
  private static TestDatabase database;
  private static Path repo;
  private static Path key;
  private static String school;
  private static String shop;

  @BeforeAll
  static void backUpTwo() {
    database = TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
    repo = folder.resolve("repo");
    key = folder.resolve("key");
    String recipient = Cli.run("keygen", "--to", key).done().output().strip();
    school = backUp("school", recipient);
    shop = backUp("shop", recipient);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void theNewestOfOneIsChosen() {
    assertThat(latest("show", "school")).contains("Backup " + school);
    assertThat(latest("show", "shop")).contains("Backup " + shop);
    assertThat(latest("verify", "school", "--depth", "decode")).contains("Backup " + school);
    assertThat(latest("export", "school", "--to", folder.resolve("e"))).contains(school);
    try (TestDatabase target = database.server().createDatabase()) {
      assertThat(latest("restore", "school", "--into", target.url())).contains(school);
    }
  }

  @ParameterizedTest
  @MethodSource("choosing")
  void theNewestOfSeveralIsNotGuessed(List<Object> command) {
    assertThat(Cli.run(command.toArray()).usage())
        .isEqualTo(
            "There are backups of several sources in %s; give --source, which is one of school, shop"
                .formatted(repo));
  }

  @ParameterizedTest
  @MethodSource("all")
  void anUnknownNameIsAnError(List<Object> command) {
    assertThat(Cli.run(with(command, "--source", "scool")).failure())
        .isEqualTo("There is no source 'scool' in %s; give one of school, shop".formatted(repo));
  }

  @Test
  void onlyOneIsListedPrunedCheckedAndExchanged() {
    assertThat(one("list", "shop")).contains(shop).doesNotContain(school);
    assertThat(one("keys", "shop")).contains(shop).doesNotContain(school);
    assertThat(one("prune", "shop", "--keep-last", 1)).contains(shop).doesNotContain(school);
    assertThat(one("canary", "shop", "--identity", key)).contains("shop").doesNotContain("school");
    assertThat(one("rekey", "shop", "--identity", key, "--recipient", KEY, "--dry-run"))
        .contains(shop)
        .doesNotContain(school);
  }

  @Test
  void anIdOfAnotherSourceIsRefused() {
    assertThat(Cli.run("show", school, "--repo", repo, "--source", "shop").failure())
        .isEqualTo("Backup %s is of school and not of shop; correct --source".formatted(school));
  }

  static Stream<List<Object>> choosing() {
    return Stream.of(
        List.of("show", "latest", "--repo", repo),
        List.of("verify", "latest", "--repo", repo, "--depth", "present"),
        List.of("restore", "latest", "--repo", repo, "--into", database.url()),
        List.of("export", "latest", "--repo", repo, "--to", folder.resolve("x")));
  }

  static Stream<List<Object>> all() {
    return Stream.concat(
        choosing(),
        Stream.of(
            List.of("list", "--repo", repo),
            List.of("keys", "--repo", repo),
            List.of("canary", "--repo", repo),
            List.of("prune", "--repo", repo, "--keep-last", 1),
            List.of("rekey", "--repo", repo, "--identity", key, "--drop", KEY)));
  }

  private static String backUp(String source, String recipient) {
    return Cli.run(
            "backup",
            "--json",
            "--db",
            database.url(),
            "--source",
            source,
            "--repo",
            repo,
            "--recipient",
            recipient)
        .done()
        .field("id");
  }

  private static String latest(String verb, String source, Object... more) {
    List<Object> words =
        List.of(verb, "latest", "--repo", repo, "--source", source, "--identity", key);
    return Cli.run(with(words, more)).done().output();
  }

  private static String one(String verb, String source, Object... more) {
    return Cli.run(with(List.of(verb, "--repo", repo, "--source", source), more)).done().output();
  }

  private static Object[] with(List<Object> words, Object... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray();
  }
}
