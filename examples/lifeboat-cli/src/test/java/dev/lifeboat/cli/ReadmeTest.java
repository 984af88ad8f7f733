package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is true. */
class ReadmeTest {
  private static final Pattern SNIPPET =
      Pattern.compile("^```java\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final List<String> PACKAGES =
      List.of(
          "dev.lifeboat",
          "dev.lifeboat.codec",
          "dev.lifeboat.crypto",
          "dev.lifeboat.crypto.minisign",
          "dev.lifeboat.crypto.openpgp",
          "dev.lifeboat.dump",
          "dev.lifeboat.embedded",
          "dev.lifeboat.repository",
          "dev.lifeboat.restore",
          "dev.lifeboat.retention",
          "dev.lifeboat.s3",
          "dev.lifeboat.storage",
          "dev.lifeboat.verify",
          "java.nio.file",
          "java.time",
          "java.util.concurrent",
          "javax.sql");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everySnippetCompiles() throws IOException {
    List<String> snippets = blocks(SNIPPET);
    assertThat(snippets).isNotEmpty();
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.lines().findFirst().orElse(""), () -> compile(snippet)));
  }

  @Test
  void thereAreExactlyTwoCommandsToSetUp() throws IOException {
    List<String> commands = blocks(SHELL);
    assertThat(commands).hasSize(2);
    assertThat(Files.readString(root().resolve(".ci/run"))).contains(commands.get(1).strip());
  }

  @Test
  void everyCommandOfTheCommandLineIsThere() throws IOException {
    String readme = Files.readString(root().resolve("README.md"));
    Matcher commands = Pattern.compile("^lifeboat (\\w+) ", Pattern.MULTILINE).matcher(readme);
    List<String> shown = commands.results().map(found -> found.group(1)).toList();
    assertThat(
            Stream.of(
                    LifeboatCommand.class
                        .getAnnotation(picocli.CommandLine.Command.class)
                        .subcommands())
                .map(command -> command.getAnnotation(picocli.CommandLine.Command.class).name()))
        .containsAll(shown);
  }

  @Test
  void everyExitCodeIsInTheTable() throws IOException {
    String readme = Files.readString(root().resolve("README.md"));
    List<String> rows = readme.lines().filter(line -> line.matches("\\| \\d+ \\| .* \\|")).toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            ExitCode.table().entrySet().stream()
                .map(code -> "| %s | %s |".formatted(code.getKey(), code.getValue()))
                .toList());
  }

  private void compile(String snippet) {
    String source =
        PACKAGES.stream().map(name -> "import " + name + ".*;\n").collect(Collectors.joining())
            + "class Snippet { void run(DataSource dataSource, DataSource adminDataSource) throws Exception {\n"
            + snippet
            + "}}\n";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    folder.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(new Source(source)))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }

  private static List<String> blocks(Pattern pattern) throws IOException {
    Matcher found = pattern.matcher(Files.readString(root().resolve("README.md")));
    List<String> blocks = new ArrayList<>();
    while (found.find()) {
      blocks.add(found.group(1));
    }
    return blocks;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("README.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
