package dev.lifeboat.crypto.minisign;

import dev.lifeboat.error.DamagedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A signature as stock {@code minisign} keeps it.
 *
 * @param keyId tells which key made it
 * @param signature of the digest of the document
 * @param comment the trusted comment
 * @param globalSignature of the signature and the trusted comment
 */
record SignatureFile(KeyId keyId, byte[] signature, byte[] comment, byte[] globalSignature) {
  static final int SIGNATURE_LENGTH = 64;
  private static final String TRUSTED = "trusted comment: ";
  private static final int LINES = 4;
  private static final int DIGEST_BITS = 512;

  /** Signs the digest of the document; the older {@code Ed} signs the document itself. */
  private static final byte[] PREHASHED = {'E', 'D'};

  /** The BLAKE2b-512 digest, which is what is signed of a document. */
  static byte[] digest(byte[] document) {
    Blake2bDigest blake = new Blake2bDigest(DIGEST_BITS);
    blake.update(document, 0, document.length);
    byte[] digest = new byte[blake.getDigestSize()];
    blake.doFinal(digest, 0);
    return digest;
  }

  /** What the second signature covers. */
  static byte[] covered(byte[] signature, byte[] comment) {
    return org.bouncycastle.util.Arrays.concatenate(signature, comment);
  }

  /**
   * Reads a signature file.
   *
   * @throws DamagedException if it is none
   */
  static SignatureFile parse(byte[] text) {
    List<byte[]> lines = TextLines.split(text);
    if (lines.size() != LINES
        || !TextLines.startsWith(lines.get(0), TextLines.UNTRUSTED)
        || !TextLines.startsWith(lines.get(2), TRUSTED)) {
      throw new DamagedException("it is no signature of minisign");
    }
    ByteBuffer first = decode(lines.get(1), PREHASHED.length + KeyId.LENGTH + SIGNATURE_LENGTH);
    requirePrehashed(take(first, PREHASHED.length));
    KeyId keyId = KeyId.read(first);
    byte[] comment = Arrays.copyOfRange(lines.get(2), TRUSTED.length(), lines.get(2).length);
    byte[] global = decode(lines.get(3), SIGNATURE_LENGTH).array();
    return new SignatureFile(keyId, take(first, SIGNATURE_LENGTH), comment, global);
  }

  private static void requirePrehashed(byte[] algorithm) {
    if (!Arrays.equals(algorithm, PREHASHED)) {
      throw new DamagedException(
          "it is of a kind that is not made here, such as minisign -l makes");
    }
  }

  private static ByteBuffer decode(byte[] line, int length) {
    try {
      return ByteBuffer.wrap(TextLines.decode(line, length));
    } catch (IllegalArgumentException e) {
      throw new DamagedException("it is no signature of minisign, " + e.getMessage(), e);
    }
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  /** The file. */
  byte[] format() {
    ByteBuffer first = ByteBuffer.allocate(PREHASHED.length + KeyId.LENGTH + SIGNATURE_LENGTH);
    first.put(PREHASHED);
    keyId.write(first);
    first.put(signature);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    line(text, TextLines.UNTRUSTED + "signature from lifeboat, key " + keyId, new byte[0]);
    line(text, "", Base64.getEncoder().encode(first.array()));
    line(text, TRUSTED, comment);
    line(text, "", Base64.getEncoder().encode(globalSignature));
    return text.toByteArray();
  }

  private static void line(ByteArrayOutputStream text, String beginning, byte[] rest) {
    text.writeBytes(beginning.getBytes(StandardCharsets.US_ASCII));
    text.writeBytes(rest);
    text.write('\n');
  }
}
