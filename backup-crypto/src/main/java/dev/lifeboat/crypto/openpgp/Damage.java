package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.error.DamagedException;
import org.jspecify.annotations.Nullable;

/** The sentences for OpenPGP files that are not what was written. */
final class Damage {
  private Damage() {}

  static DamagedException of(String what, @Nullable Throwable cause) {
    return new DamagedException(
        "The OpenPGP file is damaged: %s; fetch it again or use another copy".formatted(what),
        cause);
  }

  static DamagedException of(String what) {
    return of(what, null);
  }
}
