package dev.lifeboat.crypto;

import org.bouncycastle.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What recipients and identities of the X25519 kind share: the function of RFC 7748, section 5, and
 * the key that wraps a file key.
 */
final class X25519 {
  /** The first argument of a stanza of this kind. */
  static final String TYPE = "X25519";

  /** The length of secrets, of public keys and of what two sides agree on. */
  static final int LENGTH = 32;

  /** Any secret will do to find out whether a key is of low order. */
  private static final byte[] PROBE = new byte[LENGTH];

  private static final String INFO = "age-encryption.org/v1/X25519";

  private X25519() {}

  static byte[] publicKey(byte[] secret) {
    byte[] result = new byte[LENGTH];
    org.bouncycastle.math.ec.rfc7748.X25519.generatePublicKey(secret, 0, result, 0);
    return result;
  }

  /**
   * The key that wraps a file key.
   *
   * @param secret of the one side
   * @param peer the public key of the other side
   * @param share the public key that was made for this stanza
   * @param recipient the public key that the stanza is for
   * @return the key, to be wiped; null if the peer's key is of low order, which would make the key
   *     known to everyone
   */
  static byte @Nullable [] wrapKey(byte[] secret, byte[] peer, byte[] share, byte[] recipient) {
    byte[] shared = agreement(secret, peer);
    if (shared == null) {
      return null;
    }
    try {
      return Hkdf.derive(shared, Arrays.concatenate(share, recipient), INFO);
    } finally {
      Arrays.clear(shared);
    }
  }

  /** What two sides agree on, to be wiped; null if the peer's key is of low order. */
  static byte @Nullable [] agreement(byte[] secret, byte[] peer) {
    byte[] shared = new byte[LENGTH];
    boolean usable =
        org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(secret, 0, peer, 0, shared, 0);
    return usable ? shared : null;
  }

  /** Whether everyone can tell what is agreed on with a public key. */
  static boolean isOfLowOrder(byte[] peer) {
    return agreement(PROBE, peer) == null;
  }
}
