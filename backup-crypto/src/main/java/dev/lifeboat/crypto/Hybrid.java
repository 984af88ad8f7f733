package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.jspecify.annotations.Nullable;

/**
 * What recipients and identities of the post-quantum hybrid kind share: HPKE (RFC 9180) in its base
 * mode, with ML-KEM-768 and X25519 (X-Wing, <a
 * href="https://c2sp.org/hpke-hybrids">c2sp.org/hpke-hybrids</a>), HKDF-SHA256 and
 * ChaCha20-Poly1305.
 */
final class Hybrid {
  /** The first argument of a stanza of this kind. */
  static final String TYPE = "mlkem768x25519";

  static final int SHARE_LENGTH = 1120;
  static final int PUBLIC_KEY_LENGTH = 1216;

  private static final byte[] INFO =
      "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_DATA = {};

  private Hybrid() {}

  /** A wrapped key and what was made to wrap it. */
  record Sealed(byte[] share, byte[] body) {}

  static byte[] publicKey(byte[] secret) {
    return suite().serializePublicKey(keyPair(secret).getPublic());
  }

  private static AsymmetricCipherKeyPair keyPair(byte[] secret) {
    return suite().deserializePrivateKey(secret, null);
  }

  /** The part of a public key, or of a share, that is an X25519 public key: its last bytes. */
  static byte[] x25519Part(byte[] bytes) {
    return Arrays.copyOfRange(bytes, bytes.length - X25519.LENGTH, bytes.length);
  }

  static Sealed seal(byte[] publicKey, byte[] plain) {
    try {
      byte[][] parts =
          suite()
              .seal(
                  suite().deserializePublicKey(publicKey), INFO, NO_DATA, plain, null, null, null);
      return new Sealed(parts[1], parts[0]);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @param share whose X25519 part is not of low order
   * @return the plain bytes, or null if it was sealed for another key, or altered
   */
  static byte @Nullable [] open(byte[] secret, byte[] share, byte[] body) {
    try {
      return suite().open(share, keyPair(secret), INFO, NO_DATA, body, null, null, null);
    } catch (InvalidCipherTextException e) {
      return null;
    }
  }

  private static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }
}
