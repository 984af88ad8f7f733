package dev.lifeboat.cli;

import java.util.List;
import java.util.Map;

/**
 * What a command has to say when it ends.
 *
 * @param exitCode what the process ends with
 * @param document what {@code --json} prints
 * @param lines what a person reads otherwise
 */
record Answer(ExitCode exitCode, Map<String, ?> document, List<String> lines) {
  Answer {
    lines = List.copyOf(lines);
  }

  static Answer done(Map<String, ?> document, String... lines) {
    return new Answer(ExitCode.DONE, document, List.of(lines));
  }

  static Answer done(Map<String, ?> document, List<String> lines) {
    return new Answer(ExitCode.DONE, document, lines);
  }
}
