package dev.lifeboat.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of a program: arguments, environment, where its streams go. For one thread. */
public final class ProgramRun {
  private final ProcessBuilder process;
  private Duration timeout = Duration.ofMinutes(2);
  private @Nullable Path output;

  ProgramRun(Path file, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    process = new ProcessBuilder(command);
    process.redirectInput(ProcessBuilder.Redirect.from(nothing()));
  }

  /** Adds environment variables, such as {@link TestDatabase#environment()}. */
  public ProgramRun env(Map<String, String> variables) {
    process.environment().putAll(variables);
    return this;
  }

  /** Runs in a directory. */
  public ProgramRun in(Path directory) {
    process.directory(directory.toFile());
    return this;
  }

  /** Feeds a file to standard input, which is empty otherwise. */
  public ProgramRun input(Path file) {
    process.redirectInput(file.toFile());
    return this;
  }

  /** Sends standard output to a file; otherwise it is captured as text. */
  public ProgramRun output(Path file) {
    output = file;
    return this;
  }

  /** Kills the program and fails after this long; two minutes unless told. */
  public ProgramRun timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /** Runs and gives whatever comes of it. */
  public Result run() {
    try {
      Path errors = Files.createTempFile("program", ".stderr");
      Path captured = Files.createTempFile("program", ".stdout");
      try {
        return run(output == null ? captured : output, errors);
      } finally {
        Files.deleteIfExists(errors);
        Files.deleteIfExists(captured);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs and fails the test unless the program exits with 0. */
  public Result succeed() {
    Result result = run();
    if (result.exitCode() != 0) {
      throw new AssertionError(describe() + " ended with " + result);
    }
    return result;
  }

  private Result run(Path outputFile, Path errorFile) throws IOException {
    process.redirectOutput(outputFile.toFile()).redirectError(errorFile.toFile());
    Process running = process.start();
    await(running, errorFile);
    String text = outputFile.equals(output) ? "" : read(outputFile);
    return new Result(running.exitValue(), text, read(errorFile));
  }

  private void await(Process running, Path errorFile) throws IOException {
    boolean ended = false;
    try {
      ended = running.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!ended) {
        running.destroyForcibly().onExit().join();
      }
    }
    if (!ended) {
      throw new AssertionError(
          describe() + " did not end within " + timeout + ": " + read(errorFile));
    }
  }

  private String describe() {
    return String.join(" ", process.command());
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static File nothing() {
    return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
  }

  /**
   * What came of a run.
   *
   * @param exitCode 0 for success
   * @param output standard output as text, unless it went to a file
   * @param errors standard error as text
   */
  public record Result(int exitCode, String output, String errors) {}
}
