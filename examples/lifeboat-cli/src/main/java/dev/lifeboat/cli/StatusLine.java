package dev.lifeboat.cli;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * The last line of a terminal, which is replaced again and again and leaves nothing behind. For one
 * thread at a time.
 */
final class StatusLine {
  /** Not the whole screen below, which some terminals keep in their history. */
  private static final String CLEAR_LINE = "\r\u001b[K";

  private static final String UP = "\u001b[A";

  private final PrintStream terminal;
  private final IntSupplier columns;
  private int shown;

  StatusLine(PrintStream terminal, IntSupplier columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  /** Shows as much of a line as fits; the last column stays empty, where terminals wrap. */
  void show(String line) {
    int room = Math.max(0, columns.getAsInt() - 1);
    erase();
    String clipped = line.substring(0, Math.min(line.length(), room));
    terminal.print(clipped);
    terminal.flush();
    shown = clipped.length();
  }

  void clear() {
    if (shown > 0) {
      erase();
      terminal.flush();
      shown = 0;
    }
  }

  /** A terminal that has become narrower has wrapped what it showed. */
  private void erase() {
    int above = Math.max(0, shown - 1) / Math.max(1, columns.getAsInt());
    terminal.print(CLEAR_LINE + (UP + CLEAR_LINE).repeat(above));
  }
}
