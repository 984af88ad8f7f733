package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 and 32 bytes of output (RFC 5869), the one key derivation that age uses. */
final class Hkdf {
  static final int LENGTH = 32;

  private Hkdf() {}

  /** Derives a key, which the caller wipes. An empty salt is the same as none. */
  static byte[] derive(byte[] keyMaterial, byte[] salt, String info) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(keyMaterial, salt, info.getBytes(StandardCharsets.US_ASCII)));
    byte[] result = new byte[LENGTH];
    generator.generateBytes(result, 0, LENGTH);
    return result;
  }
}
