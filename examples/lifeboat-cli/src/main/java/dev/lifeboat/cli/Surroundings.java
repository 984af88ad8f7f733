package dev.lifeboat.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What a run of the command line sees of its process.
 *
 * @param out standard output, for answers alone
 * @param err standard error, for progress, warnings and failures
 * @param environment the environment variables
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether a person watches standard error on one that can be drawn on
 * @param cancellation whether the user has asked to stop
 * @param columns how wide the terminal of standard error is
 */
record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Cancellation cancellation,
    IntSupplier columns) {
  private static final int OUT = 1;
  private static final int ERR = 2;

  /** The real ones. */
  static Surroundings ofProcess(PrintStream out, Cancellation cancellation) {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        out,
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        isTerminal(OUT),
        isAble(environment) && isTerminal(ERR),
        cancellation,
        TerminalColumns.watched());
  }

  /** Whether colours are wanted where a terminal shows them; see no-color.org. */
  boolean colours() {
    return isAble(environment) && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Whether the terminal does more than to print one character after another. */
  private static boolean isAble(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Java tells of standard input and output together only; Linux tells of each. */
  private static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }
}
