package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.util.Arrays;

/**
 * A private key of age's own kinds, which is a line of an identity file. Thread-safe.
 *
 * <p>{@link X25519Identity} is what age makes unless asked otherwise, {@link HybridIdentity} also
 * withstands quantum computers.
 */
public abstract sealed class KeyPairIdentity extends AgeIdentity
    permits X25519Identity, HybridIdentity {
  /** What the texts of all kinds begin with. */
  static final String HRP = "AGE-SECRET-KEY-";

  static final int LENGTH = 32;

  private final String hrp;

  KeyPairIdentity(String hrp, byte[] secret) {
    super(new Secret(secret));
    this.hrp = hrp;
  }

  /**
   * The secret as text, for hosts that keep it in a vault of their own.
   *
   * @return a copy, to be wiped by the caller
   */
  public final char[] encoded() {
    byte[] copy = secretCopy();
    try {
      return Bech32.encode(hrp, copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Reads the text of one kind; no exception holds it. */
  static byte[] decode(String hrp, String kind, CharSequence text) {
    try {
      Bech32 decoded = Bech32.decode(text);
      if (decoded.hrp().equals(hrp) && decoded.data().length == LENGTH) {
        return decoded.data();
      }
      throw refused(hrp, kind, "it is of another kind");
    } catch (IllegalArgumentException e) {
      throw refused(hrp, kind, e.getMessage());
    }
  }

  private static RefusedException refused(String hrp, String kind, String why) {
    int characters = hrp.length() + 1 + 52 + 6;
    return new RefusedException(
        "The identity is no %s private key, %s; copy the %d characters of %s1… again"
            .formatted(kind, why, characters, hrp));
  }
}
