package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Passphrases as bytes, without a copy that stays in memory. */
final class Passphrases {
  private Passphrases() {}

  /**
   * The UTF-8 of a passphrase.
   *
   * @param passphrase left as it is, to be wiped by the caller
   * @throws RefusedException if it is empty
   */
  static Secret secret(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new RefusedException("The passphrase is empty; give one, of several random words");
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return new Secret(bytes);
  }
}
