package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** With {@code --json} every verb writes one document, whether it succeeds or not. */
class JsonTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  @TempDir Path folder;
  private TestDatabase source;
  private TestDatabase empty;

  @BeforeEach
  void makeDatabases() {
    source = SERVER.createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n");
    empty = SERVER.createDatabase();
  }

  @AfterEach
  void drop() {
    empty.close();
    source.close();
  }

  @Test
  void everyVerbAnswersWithOneDocument() {
    Set<String> untried = verbs().collect(Collectors.toCollection(TreeSet::new));
    untried.remove("demo"); // PackagedIT runs it
    String recipient = answer(words("keygen", "--to", path("key"))).get("recipient").toString();
    assertThat(recipient).startsWith("age1");
    assertThat(answer(words("keygen", "--signing", "--to", path("sign"))))
        .containsEntry("signingKey", path("sign").toString())
        .containsKey("verificationKey");
    untried.remove("keygen");
    for (List<Object> words : story(recipient)) {
      assertThat(answer(words)).as(words.toString()).isNotEmpty();
      untried.remove(words.get(0).toString());
    }
    assertThat(untried).as("verbs that this test does not try").isEmpty();
  }

  @Test
  void pathsAreTexts() {
    Path file = path("a/../school.dump");
    assertThat(answer(words("dump", "--db", source.url(), "--to", path("school.dump"))))
        .containsEntry("file", path("school.dump").toString());
    assertThat(StrictJson.read(text(Map.of("file", file, "none", List.of()))))
        .containsEntry("file", file.toString())
        .containsEntry("none", List.of());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void wrongUsageIsADocument(String verb) {
    assertFailure(Cli.run(verb, "--json", "--nonsense"), 2, "usage");
  }

  @Test
  void everyFailureIsADocument() {
    Object nowhere = path("nowhere");
    String nobody = "postgresql://postgres@127.0.0.1:1/nobody";
    Object exists = folder;
    for (List<Object> words :
        List.of(
            words("dump", "--db", nobody, "--to", path("x")),
            words("globals", "--db", nobody, "--to", path("x")),
            words("backup", "--db", nobody, "--source", "s", "--unencrypted", "--repo", nowhere))) {
      assertFailure(run(words), 1, "retryable");
    }
    for (List<Object> words :
        List.of(
            words("load", "--from", path("none"), "--into", empty.url()),
            words("convert", "--from", path("none"), "--to", path("x")),
            words("list", "--repo", nowhere),
            words("show", "latest", "--repo", nowhere),
            words("verify", "latest", "--repo", nowhere, "--depth", "present"),
            words("restore", "latest", "--repo", nowhere, "--into", empty.url()),
            words("export", "latest", "--repo", nowhere, "--to", path("x")),
            words("prune", "--repo", nowhere, "--keep-last", 1),
            words("keygen", "--to", exists),
            words("keys", "--repo", nowhere),
            words("canary", "--repo", nowhere),
            words("rekey", "--repo", nowhere, "--identity", exists, "--drop", "age1x"))) {
      assertFailure(run(words), 1, "refused");
    }
  }

  private Stream<List<Object>> stored() {
    Object repo = path("repo");
    return Stream.of(
        words("list", "--repo", repo),
        words("show", "latest", "--repo", repo, "--identity", path("key")),
        words("verify", "latest", "--repo", repo, "--depth", "decode", "--identity", path("key")),
        words("export", "latest", "--repo", repo, "--to", path("e"), "--identity", path("key")),
        words("restore", "latest", "--repo", repo, "--list", "--identity", path("key")),
        words(
            "restore", "latest", "--repo", repo, "--into", empty.url(), "--identity", path("key")),
        words("prune", "--repo", repo, "--keep-last", 1),
        words("prune", "--repo", repo, "--keep-last", 1, "--apply"),
        words("keys", "--repo", repo),
        words("canary", "--repo", repo, "--identity", path("key")));
  }

  private List<List<Object>> story(String recipient) {
    Object repo = path("repo");
    List<Object> backup =
        words("backup", "--source", "s", "--repo", repo, "--db", source.url(), "--recipient");
    Object[] rekey = {"rekey", "--repo", repo, "--identity", path("key"), "--recipient"};
    String other = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    Stream<List<Object>> files =
        Stream.of(
            words("dump", "--db", source.url(), "--to", path("d")),
            words("dump", "--db", source.url(), "--to", path("folder"), "--format", "directory"),
            words("convert", "--from", path("d"), "--to", path("d.sql"), "--format", "plain"),
            words("load", "--from", path("d"), "--list"),
            words("load", "--from", path("d"), "--into", empty.url(), "--clean", "--if-exists"),
            words("globals", "--db", source.url(), "--to", path("roles.sql")),
            words("completion", "zsh"));
    Stream<List<Object>> keys =
        Stream.of(with(words(rekey), other, "--dry-run"), with(words(rekey), other));
    return Stream.of(Stream.of(with(backup, recipient)), stored(), keys, files)
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<String> verbs() {
    return Stream.of(LifeboatCommand.class.getAnnotation(Command.class).subcommands())
        .filter(Verb.class::isAssignableFrom)
        .map(verb -> verb.getAnnotation(Command.class).name());
  }

  private static void assertFailure(Cli.Run run, int exitCode, String kind) {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    Map<String, Object> document = run.document();
    assertThat(document).containsOnlyKeys("kind", "error", "nextStep", "exitCode");
    assertThat(document).containsEntry("kind", kind).containsEntry("exitCode", (long) exitCode);
    assertThat(document.get("nextStep")).as(run.toString()).isNotNull();
    assertThat(run.errors()).contains(document.get("error").toString());
  }

  private static Map<String, Object> answer(List<Object> words) {
    return run(words).done().document();
  }

  private static Cli.Run run(List<Object> words) {
    return Cli.run(with(words, "--json").toArray());
  }

  private static String text(Map<String, Object> document) {
    try {
      return Json.write(document);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private static List<Object> words(Object... words) {
    return List.of(words);
  }

  private static List<Object> with(List<Object> words, Object... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }
}
