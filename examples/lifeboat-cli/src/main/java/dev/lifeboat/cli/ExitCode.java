package dev.lifeboat.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process ends with; scripts rely on it. */
enum ExitCode {
  /** Done, and proved where something was to be proved. */
  DONE(0, "done"),
  /** Failed; standard error says why. */
  FAILED(1, "failed; standard error says why"),
  /** The command line itself is wrong; nothing was tried. */
  USAGE(2, "wrong usage; nothing was changed"),
  /** Nothing is known to be wrong, but the proof could not be made. */
  INCONCLUSIVE(3, "inconclusive: nothing is known to be wrong, but it could not be proved"),
  /** Ctrl-C, or SIGINT otherwise: 128 and the number of the signal, as shells have it. */
  INTERRUPTED(130, "cancelled by Ctrl-C (SIGINT) before it was done"),
  /** SIGTERM. */
  TERMINATED(143, "cancelled by SIGTERM before it was done");

  private final int number;
  private final String words;

  ExitCode(int number, String words) {
    this.number = number;
    this.words = words;
  }

  int number() {
    return number;
  }

  /** What it means, for those who read the help. */
  String words() {
    return words;
  }

  /** All of them with what they mean. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      table.put(Integer.toString(code.number), code.words);
    }
    return table;
  }
}
