package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A real terminal whose screen can be read; the test is skipped where there is no tmux. */
final class Tmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROWS = 10;

  private final Program program;
  private final Path socket;

  private Tmux(Program program, Path socket) {
    this.program = program;
    this.socket = socket;
  }

  /** Runs a command of a shell in a terminal. */
  static Tmux start(Path folder, int columns, String command) {
    Tmux tmux = new Tmux(Program.require("tmux"), folder.resolve("tmux"));
    Object[] size = {"-x", columns, "-y", ROWS};
    tmux.run(with(with(new Object[] {"-f", "/dev/null", "new-session", "-d"}, size), command))
        .succeed();
    return tmux;
  }

  void resize(int columns) {
    run("resize-window", "-x", columns).succeed();
  }

  /** Types keys, by their names in tmux or as they are. */
  void type(String... keys) {
    run(with(new Object[] {"send-keys"}, (Object[]) keys)).succeed();
  }

  /** The lines on the screen that are not blank, once they are as wanted. */
  List<String> await(Predicate<List<String>> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> screen = screen();
    while (!wanted.test(screen)) {
      assertThat(System.nanoTime()).as("the screen stays " + screen).isLessThan(end);
      screen = screen();
    }
    return screen;
  }

  static String last(List<String> screen) {
    return screen.isEmpty() ? "" : screen.get(screen.size() - 1);
  }

  @Override
  public void close() {
    run("kill-server").run();
  }

  /** With what has moved out of it: a line that is wrapped later pushes others up. */
  private List<String> screen() {
    String shown = run("capture-pane", "-p", "-S", "-").run().output();
    return shown.lines().filter(line -> !line.isBlank()).toList();
  }

  private ProgramRun run(Object... words) {
    return program.with(with(new Object[] {"-S", socket}, words));
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
  }
}
