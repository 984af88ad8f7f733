package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.event.Event;
import dev.lifeboat.event.Subject;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of progress, on the screen of a real terminal. */
class TerminalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Fills the screen, as most are; what is wrapped at the top of an empty one scrolls out of it.
   */
  private static final List<String> BEFORE = Collections.nCopies(12, "before");

  @TempDir Path folder;
  private Program tmux;
  private Path orders;
  private PrintStream driver;

  @AfterEach
  void end() {
    if (driver != null) {
      driver.close();
    }
    if (tmux != null) {
      tmux("kill-server").run();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 80, 40, 12})
  void progressStaysOnOneLineAndLeavesNone(int columns) throws IOException {
    start(columns);
    for (int step = 1; step <= 3; step++) {
      driver.println(columns);
      String status = await(screen -> last(screen).startsWith("dump tables")).get(BEFORE.size());
      assertThat(status.length()).isLessThan(columns);
    }
    assertAllIsGone();
  }

  @Test
  void aTerminalThatIsResizedKeepsNothingEither() throws IOException {
    start(80);
    driver.println(80);
    await(screen -> last(screen).startsWith("dump tables"));
    for (int columns : List.of(40, 200, 20, 80)) {
      tmux("resize-window", "-x", columns).succeed();
      driver.println(columns);
      await(screen -> screen.size() == BEFORE.size() + 1 && isClipped(last(screen), columns));
    }
    assertAllIsGone();
  }

  private void assertAllIsGone() {
    driver.println("end");
    assertThat(await(screen -> last(screen).equals("after")))
        .startsWith(BEFORE.toArray(String[]::new))
        .hasSize(BEFORE.size() + 1);
  }

  private static boolean isClipped(String status, int columns) {
    boolean fits = status.length() < columns;
    return fits && (columns < 80 ? status.contains("dump tables 5") : status.contains("█"));
  }

  private void start(int columns) throws IOException {
    tmux = Program.require("tmux");
    Program.require("stty");
    orders = folder.resolve("orders");
    Program.require("mkfifo").with(orders).succeed();
    String command =
        Cli.process(Driver.class, List.of("-XX:TieredStopAtLevel=1"), orders).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    tmux("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", 10, command + "; cat")
        .succeed();
    driver = new PrintStream(Files.newOutputStream(orders), true, StandardCharsets.UTF_8);
    await(screen -> last(screen).equals("before"));
  }

  private List<String> await(Predicate<List<String>> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> screen = screen();
    while (!wanted.test(screen)) {
      assertThat(System.nanoTime()).as("the screen stays " + screen).isLessThan(end);
      screen = screen();
    }
    return screen;
  }

  private static String last(List<String> screen) {
    return screen.isEmpty() ? "" : screen.get(screen.size() - 1);
  }

  /** With what has moved out of it: a line that is wrapped later pushes others up. */
  private List<String> screen() {
    String shown = tmux("capture-pane", "-p", "-S", "-").run().output();
    return shown.lines().filter(line -> !line.isBlank()).toList();
  }

  private ProgramRun tmux(Object... words) {
    Object[] socket = {"-S", folder.resolve("tmux")};
    return tmux.with(Stream.concat(Stream.of(socket), Stream.of(words)).toArray());
  }

  /** Shows progress when it is told the width of the terminal. */
  static final class Driver {
    private Driver() {}

    public static void main(String[] args) throws IOException {
      Surroundings surroundings = Surroundings.ofProcess(System.out, Cancellation.none());
      Console console = new Console(surroundings, new Console.Manner(false, false, false));
      Progress progress = new Progress(console);
      BEFORE.forEach(console::note);
      try (BufferedReader orders = Files.newBufferedReader(Path.of(args[0]))) {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
          if (order.equals("end")) {
            console.note("after");
          } else {
            int columns = Integer.parseInt(order);
            while (surroundings.columns().getAsInt() != columns) {
              Thread.onSpinWait(); // until the signal of the terminal has come
            }
            progress.on(event(columns));
          }
        }
      }
    }

    private static Event.Progress event(long number) {
      return new Event.Progress(
          Instant.EPOCH,
          new Subject("dump", Optional.empty(), Optional.empty()),
          "dump tables",
          number + (5L << 30),
          10L << 30,
          123_456_789_012L + number,
          100L << 20,
          Optional.of(Duration.ofMinutes(123)));
    }
  }
}
