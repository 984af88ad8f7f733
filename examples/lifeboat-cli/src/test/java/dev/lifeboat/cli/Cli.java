package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands in this process, or in one of their own, and keeps what they say. */
final class Cli {
  private Cli() {}

  /** Runs a command without any environment. */
  static Run run(Object... args) {
    return runIn(Map.of(), args);
  }

  /** Runs a command with environment variables. */
  static Run runIn(Map<String, String> environment, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false,
            false,
            Cancellation.none(),
            () -> TerminalColumns.USUAL);
    int code = Main.run(Stream.of(args).map(Object::toString).toArray(String[]::new), surroundings);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The command line of a process of its own, with this test's class path. */
  static List<String> process(List<String> javaOptions, Object... args) {
    return process(Main.class, javaOptions, args);
  }

  /** The command line of a process of its own that begins elsewhere. */
  static List<String> process(Class<?> main, List<String> javaOptions, Object... args) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Stream.of(args).map(Object::toString).forEach(command::add);
    return command;
  }

  /**
   * What came of a run.
   *
   * @param exitCode of the process
   * @param output on standard output
   * @param errors on standard error
   */
  record Run(int exitCode, String output, String errors) {
    /** Fails the test unless it was done. */
    Run done() {
      assertThat(exitCode).as(output + errors).isZero();
      return this;
    }

    /** Fails the test unless it failed with one sentence, which is given; no stack trace. */
    String failure() {
      assertThat(exitCode).as(output + errors).isEqualTo(1);
      assertThat(output).isEmpty();
      List<String> said =
          errors
              .lines()
              .filter(line -> !line.matches("\\w+: [a-z -]+(, .*/s.*)?|Warning: .*"))
              .toList();
      assertThat(said).as(errors).hasSize(1);
      assertThat(errors).doesNotContain("\tat ").doesNotContain("Exception");
      return said.get(0);
    }

    /** Fails the test unless it was wrong usage, whose sentence is given. */
    String usage() {
      assertThat(exitCode).as(output + errors).isEqualTo(2);
      assertThat(output).isEmpty();
      return errors.lines().findFirst().orElseThrow();
    }

    /** The only document on standard output, read by a strict parser. */
    Map<String, Object> document() {
      return StrictJson.read(output);
    }

    /** The value of a field of the only document on standard output. */
    String field(String name) {
      requireOneDocument();
      try (JsonParser parser = new JsonFactory().createParser(output)) {
        while (parser.nextToken() != null) {
          if (name.equals(parser.currentName()) && parser.nextToken().isScalarValue()) {
            return parser.getText();
          }
        }
        throw new AssertionError("no field " + name + " in " + output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void requireOneDocument() {
      int documents = 0;
      try (JsonParser parser = new JsonFactory().createParser(output)) {
        while (parser.nextToken() != null) {
          parser.skipChildren();
          documents++;
        }
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + output, e);
      }
      assertThat(documents).isEqualTo(1);
    }
  }
}
