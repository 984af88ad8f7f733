package dev.lifeboat.crypto;

import java.security.SecureRandom;

/** The one source of random bytes for keys and nonces. Thread-safe, as {@link SecureRandom} is. */
final class Randomness {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Randomness() {}

  static byte[] bytes(int length) {
    byte[] result = new byte[length];
    RANDOM.nextBytes(result);
    return result;
  }
}
