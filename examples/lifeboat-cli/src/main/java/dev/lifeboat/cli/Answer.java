package dev.lifeboat.cli;

import java.util.List;
import java.util.Map;

/**
 * What a command has to say when it ends.
 *
 * @param exitCode what the process ends with
 * @param document what {@code --json} prints
 * @param lines what a person reads otherwise
 * @param use what the lines are for
 */
record Answer(ExitCode exitCode, Map<String, ?> document, List<String> lines, Use use) {
  Answer {
    lines = List.copyOf(lines);
  }

  /** A report of what was done. */
  Answer(ExitCode exitCode, Map<String, ?> document, List<String> lines) {
    this(exitCode, document, lines, Use.REPORT);
  }

  /** The same as what the command was run for, such as a list. */
  Answer asked() {
    return new Answer(exitCode, document, lines, Use.CONTENT);
  }

  /** Whether a person is to read it. */
  boolean isSaid(boolean quiet) {
    return !quiet || use == Use.CONTENT || exitCode != ExitCode.DONE;
  }

  static Answer done(Map<String, ?> document, String... lines) {
    return new Answer(ExitCode.DONE, document, List.of(lines));
  }

  static Answer done(Map<String, ?> document, List<String> lines) {
    return new Answer(ExitCode.DONE, document, lines);
  }

  /** What lines are for. */
  enum Use {
    /** They say that all went well, which nobody needs to know where it always does. */
    REPORT,
    /** They are what was asked for. */
    CONTENT
  }
}
