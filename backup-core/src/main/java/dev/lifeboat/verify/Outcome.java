package dev.lifeboat.verify;

import java.util.Locale;

/** How a verification ended. */
public enum Outcome {
  /** Everything that the depth looks at is as it should be. */
  PROVED,
  /** Something is missing, damaged or different. */
  FAILED,
  /** Nothing is known to be wrong, but something kept the proof from being made. */
  INCONCLUSIVE;

  /** Its name as evidence writes it, such as {@code proved}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
