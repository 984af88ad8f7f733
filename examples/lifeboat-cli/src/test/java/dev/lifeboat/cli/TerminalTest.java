package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.event.Event;
import dev.lifeboat.event.Subject;
import dev.lifeboat.testing.Program;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of progress, on the screen of a real terminal. */
class TerminalTest {
  /**
   * Fills the screen, as most are; what is wrapped at the top of an empty one scrolls out of it.
   */
  private static final List<String> BEFORE = Collections.nCopies(12, "before");

  @TempDir Path folder;
  private @Nullable Tmux tmux;
  private @Nullable PrintStream driver;

  @AfterEach
  void end() {
    if (driver != null) {
      driver.close();
    }
    if (tmux != null) {
      tmux.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 80, 40, 12})
  void progressStaysOnOneLineAndLeavesNone(int columns) throws IOException {
    start(columns);
    for (int step = 1; step <= 3; step++) {
      driver.println(columns);
      String status =
          tmux.await(screen -> Tmux.last(screen).startsWith("dump tables")).get(BEFORE.size());
      assertThat(status.length()).isLessThan(columns);
    }
    assertAllIsGone();
  }

  @Test
  void aTerminalThatIsResizedKeepsNothingEither() throws IOException {
    start(80);
    driver.println(80);
    tmux.await(screen -> Tmux.last(screen).startsWith("dump tables"));
    for (int columns : List.of(40, 200, 20, 80)) {
      tmux.resize(columns);
      driver.println(columns);
      tmux.await(
          screen -> screen.size() == BEFORE.size() + 1 && isClipped(Tmux.last(screen), columns));
    }
    assertAllIsGone();
  }

  private void assertAllIsGone() {
    driver.println("end");
    assertThat(tmux.await(screen -> Tmux.last(screen).equals("after")))
        .startsWith(BEFORE.toArray(String[]::new))
        .hasSize(BEFORE.size() + 1);
  }

  private static boolean isClipped(String status, int columns) {
    boolean fits = status.length() < columns;
    return fits && (columns < 80 ? status.contains("dump tables 5") : status.contains("█"));
  }

  private void start(int columns) throws IOException {
    Program.require("stty");
    Path orders = folder.resolve("orders");
    Program.require("mkfifo").with(orders).succeed();
    String command =
        Cli.process(Driver.class, List.of("-XX:TieredStopAtLevel=1"), orders).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    tmux = Tmux.start(folder, columns, command + "; cat");
    driver = new PrintStream(Files.newOutputStream(orders), true, StandardCharsets.UTF_8);
    tmux.await(screen -> Tmux.last(screen).equals("before"));
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
