package dev.lifeboat.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * How many columns the terminal has, which Java does not say: {@code stty} is asked, and again
 * after the terminal was resized. Thread-safe.
 */
final class TerminalColumns implements IntSupplier {
  /** Where nothing tells otherwise. */
  static final int USUAL = 80;

  private static final File TERMINAL = new File("/dev/tty");

  private final AtomicBoolean resized = new AtomicBoolean(true);
  private int columns = USUAL;

  private TerminalColumns() {}

  /** Those of the terminal that this process is started from. */
  static TerminalColumns watched() {
    TerminalColumns columns = new TerminalColumns();
    Signals.onEach("WINCH", () -> columns.resized.set(true));
    return columns;
  }

  @Override
  public synchronized int getAsInt() {
    if (resized.getAndSet(false)) {
      int now = ask();
      columns = now > 0 ? now : columns;
    }
    return columns;
  }

  /** 0 if it cannot be found out. */
  private static int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String rowsAndColumns =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return Integer.parseInt(rowsAndColumns.replaceFirst(".* ", ""));
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
