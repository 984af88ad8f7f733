package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs commands, one after the other, in one process of their own with a heap of 64 megabytes. */
final class SmallHeap {
  private static final String THEN = "\n";

  private final List<String> words = new ArrayList<>();

  /** Adds a command. */
  SmallHeap then(Object... command) {
    if (!words.isEmpty()) {
      words.add(THEN);
    }
    Stream.of(command).map(Object::toString).forEach(words::add);
    return this;
  }

  /** Runs the commands, which must all be done, and gives back what they said. */
  String done() throws Exception {
    Cli.Run run = run();
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output();
  }

  /** Runs the commands up to the first that fails; both outputs are one. */
  Cli.Run run() throws Exception {
    List<String> command = Cli.process(SmallHeap.class, List.of("-Xmx64m"), words.toArray());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
    return new Cli.Run(process.exitValue(), said, "");
  }

  /** Runs commands, whose words are given one after the other. */
  public static void main(String[] args) {
    List<String> command = new ArrayList<>();
    for (String word : args) {
      if (word.equals(THEN)) {
        runOrExit(command);
        command.clear();
      } else {
        command.add(word);
      }
    }
    runOrExit(command);
  }

  private static void runOrExit(List<String> command) {
    Surroundings surroundings =
        new Surroundings(
            System.out,
            System.err,
            System.getenv(),
            false,
            false,
            Cancellation.none(),
            () -> TerminalColumns.USUAL);
    int code = Main.run(command.toArray(String[]::new), surroundings);
    if (code != 0) {
      System.exit(code);
    }
  }
}
