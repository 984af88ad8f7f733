package dev.lifeboat.crypto;

import dev.lifeboat.error.DamagedException;

/** The sentences for age files that are not what was written. */
final class Damage {
  private Damage() {}

  static DamagedException notAge() {
    return new DamagedException(
        "The data is not an age file; check that the right object was given, and that it was"
            + " encrypted");
  }

  static DamagedException cut(String where) {
    return new DamagedException(
        "The age file is cut off in its %s; fetch it again or use another copy".formatted(where));
  }

  static DamagedException inHeader(String what) {
    return new DamagedException(
        "The header of the age file is damaged: %s; fetch it again or use another copy"
            .formatted(what));
  }

  static DamagedException inArmor(String what) {
    return new DamagedException(
        "The armor of the age file is damaged: %s; fetch it again or use another copy"
            .formatted(what));
  }

  static DamagedException inPayload(String what) {
    return new DamagedException(
        "The age file is damaged: %s; fetch it again or use another copy".formatted(what));
  }
}
