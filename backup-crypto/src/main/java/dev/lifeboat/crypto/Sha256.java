package dev.lifeboat.crypto;

import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The digest that tells public keys apart. */
final class Sha256 {
  private Sha256() {}

  static byte[] of(byte[] bytes) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return result;
  }

  /** The first bytes of the digest of a key as X.509 encodes it. */
  static byte[] fingerprint(PublicKey key) {
    return Arrays.copyOf(of(key.getEncoded()), KeyWrapping.FINGERPRINT_LENGTH);
  }
}
