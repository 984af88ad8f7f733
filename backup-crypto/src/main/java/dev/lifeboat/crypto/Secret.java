package dev.lifeboat.crypto;

import java.util.Arrays;

/** Secret bytes that can be wiped. Thread-safe. */
final class Secret {
  private final byte[] bytes;
  private boolean destroyed;

  /** Takes the bytes as its own. */
  Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A copy, to be wiped by the caller, so that a {@link #destroy()} meanwhile cannot make a zero
   * key out of the one in use.
   *
   * @throws IllegalStateException if it was destroyed
   */
  synchronized byte[] copy() {
    if (destroyed) {
      throw new IllegalStateException("The secret was destroyed");
    }
    return bytes.clone();
  }

  synchronized void destroy() {
    destroyed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  synchronized boolean isDestroyed() {
    return destroyed;
  }
}
