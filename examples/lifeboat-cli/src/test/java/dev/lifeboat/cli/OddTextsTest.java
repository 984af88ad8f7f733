package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can write to a repository cannot make the terminal of its reader do anything. */
class OddTextsTest {
  private static final String ODD = "x\\\\u001b[2J\\\\u001b]0;y\\\\u0007\\\\n\\\\u009b1m\\\\u202ez";

  private static final List<String> FIELDS =
      List.of("database", "serverVersion", "compression", "lifeboatVersion", "scheme", "source");

  @TempDir private Path folder;

  @Test
  void noCommandPrintsWhatATerminalObeys() throws IOException {
    Path repo = folder.resolve("repo");
    try (TestDatabase source =
        TestPostgres.of(17).createDatabase().execute("CREATE TABLE t AS SELECT 1 AS n")) {
      Cli.run("backup", "--db", source.url(), "--source", "school", "--unencrypted", "--repo", repo)
          .done();
    }
    Path manifest = manifest(repo);
    String json = Files.readString(manifest);
    for (String field : FIELDS) {
      Files.writeString(
          manifest, json.replaceFirst("(\"" + field + "\" : )\"[^\"]*\"", "$1\"" + ODD + "\""));
      assertHarmless(field, repo);
    }
    Files.writeString(
        manifest,
        json.replaceFirst(
                "\"labels\" : \\{ }", "\"labels\" : { \"" + ODD + "\" : \"" + ODD + "\" }")
            .replaceFirst("\"recipients\" : \\[ ]", "\"recipients\" : [ \"" + ODD + "\" ]")
            .replaceFirst("\"none\"", "\"age\""));
    assertHarmless("labels and recipients", repo);
  }

  private static void assertHarmless(String field, Path repo) {
    for (List<Object> command : commands()) {
      Object[] words = Stream.concat(command.stream(), Stream.of("--repo", repo)).toArray();
      Cli.Run run = Cli.run(words);

      assertThat(run.output() + run.errors())
          .as("%s of an odd %s", command, field)
          .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e]")
          .doesNotContain("unexpected", "Exception");
    }
  }

  private static List<List<Object>> commands() {
    return List.of(
        List.of("list"),
        List.of("list", "--json"),
        List.of("show", "latest"),
        List.of("keys"),
        List.of("verify", "latest", "--depth", "present"),
        List.of("verify", "latest", "--depth", "decode"),
        List.of("prune", "--keep-last", "1"),
        List.of("canary"));
  }

  private static Path manifest(Path repo) throws IOException {
    try (Stream<Path> files = Files.list(repo.resolve("school/manifests"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
