package dev.lifeboat.cli;

/** What the process ends with; scripts rely on it. */
enum ExitCode {
  /** Done, and proved where something was to be proved. */
  DONE(0),
  /** Failed; standard error says why. */
  FAILED(1),
  /** The command line itself is wrong; nothing was tried. */
  USAGE(2),
  /** Nothing is known to be wrong, but the proof could not be made. */
  INCONCLUSIVE(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
