package dev.lifeboat.crypto.minisign;

import dev.lifeboat.error.RefusedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * Private keys as stock {@code minisign} keeps them: algorithm, key derivation, digest, salt and
 * cost, then key id, seed, public key and checksum, the last four covered by a stream that comes of
 * the password.
 */
final class SigningKeyText {
  private static final String COMMENT = TextLines.UNTRUSTED + "minisign encrypted secret key\n";
  private static final String ALGORITHM = "Ed";
  private static final String CHECKSUM = "B2";
  private static final int WORD_LENGTH = 2;
  private static final int CHECKSUM_LENGTH = 32;
  private static final int COVERED_LENGTH =
      KeyId.LENGTH + SigningKey.SEED_LENGTH + VerificationKey.LENGTH + CHECKSUM_LENGTH;
  private static final int LENGTH =
      3 * WORD_LENGTH + PasswordStream.PARAMETERS_LENGTH + COVERED_LENGTH;

  private SigningKeyText() {}

  static boolean isEncrypted(CharBuffer text, Path file) {
    byte[] bytes = decode(text, file);
    try {
      return isEncrypted(ByteBuffer.wrap(bytes), file);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Reads a private key.
   *
   * @param file named in messages
   * @param password used only where the key is encrypted
   */
  static SigningKey parse(CharBuffer text, Path file, char[] password) {
    byte[] bytes = decode(text, file);
    byte[] covered = Arrays.copyOfRange(bytes, LENGTH - COVERED_LENGTH, LENGTH);
    try {
      ByteBuffer head = ByteBuffer.wrap(bytes);
      if (isEncrypted(head, file)) {
        uncover(head, covered, file, password);
      }
      return key(ByteBuffer.wrap(covered), file);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(covered, (byte) 0);
    }
  }

  /** Leaves the buffer before the parameters of the key derivation. */
  private static boolean isEncrypted(ByteBuffer head, Path file) {
    String algorithm = word(head);
    String derivation = word(head);
    String checksum = word(head);
    boolean encrypted = derivation.equals(PasswordStream.SCRYPT);
    if (!algorithm.equals(ALGORITHM)
        || !checksum.equals(CHECKSUM)
        || !encrypted && !derivation.equals(PasswordStream.NONE)) {
      throw refused(file, "it is of a kind that is not known");
    }
    return encrypted;
  }

  private static void uncover(ByteBuffer head, byte[] covered, Path file, char[] password) {
    if (password.length == 0) {
      throw new RefusedException(
          "The signing key %s is encrypted; give its password".formatted(file));
    }
    PasswordStream.read(head).apply(password, covered);
    byte[] expected = checksum(covered);
    byte[] found = Arrays.copyOfRange(covered, COVERED_LENGTH - CHECKSUM_LENGTH, COVERED_LENGTH);
    if (!MessageDigest.isEqual(expected, found)) {
      throw new RefusedException(
          "The password does not open the signing key %s; check it".formatted(file));
    }
  }

  /** The public key is derived anew: a copy that does not belong to it would betray the secret. */
  private static SigningKey key(ByteBuffer covered, Path file) {
    KeyId id = KeyId.read(covered);
    byte[] seed = new byte[SigningKey.SEED_LENGTH];
    covered.get(seed);
    byte[] publicKey = new byte[VerificationKey.LENGTH];
    covered.get(publicKey);
    SigningKey key = new SigningKey(id, seed);
    if (!key.publicKey().equals(new VerificationKey(id, publicKey))) {
      key.destroy();
      throw refused(file, "its halves do not belong together");
    }
    return key;
  }

  /**
   * Writes a private key.
   *
   * @param seed wiped by the caller
   * @param password an empty one does not encrypt
   * @return the file, to be wiped by the caller
   */
  static byte[] format(VerificationKey publicKey, byte[] seed, char[] password) {
    byte[] covered = cover(publicKey, seed);
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put(ascii(ALGORITHM));
    if (password.length == 0) {
      Arrays.fill(covered, COVERED_LENGTH - CHECKSUM_LENGTH, COVERED_LENGTH, (byte) 0);
      bytes.put(ascii(PasswordStream.NONE)).put(ascii(CHECKSUM));
      bytes.position(bytes.position() + PasswordStream.PARAMETERS_LENGTH);
    } else {
      PasswordStream stream = PasswordStream.create();
      stream.apply(password, covered);
      bytes.put(ascii(PasswordStream.SCRYPT)).put(ascii(CHECKSUM));
      stream.write(bytes);
    }
    bytes.put(covered);
    byte[] base64 = Base64.getEncoder().encode(bytes.array());
    byte[] file = Arrays.copyOf(ascii(COMMENT), COMMENT.length() + base64.length + 1);
    System.arraycopy(base64, 0, file, COMMENT.length(), base64.length);
    file[file.length - 1] = '\n';
    List.of(covered, bytes.array(), base64).forEach(secret -> Arrays.fill(secret, (byte) 0));
    return file;
  }

  private static byte[] cover(VerificationKey publicKey, byte[] seed) {
    ByteBuffer covered = ByteBuffer.allocate(COVERED_LENGTH);
    publicKey.id().write(covered);
    covered.put(seed).put(publicKey.bytes());
    covered.put(checksum(covered.array()));
    return covered.array();
  }

  /** BLAKE2b-256 of the algorithm and all that is covered but the checksum itself. */
  private static byte[] checksum(byte[] covered) {
    Blake2bDigest blake = new Blake2bDigest(CHECKSUM_LENGTH * Byte.SIZE);
    blake.update(ascii(ALGORITHM), 0, WORD_LENGTH);
    blake.update(covered, 0, COVERED_LENGTH - CHECKSUM_LENGTH);
    byte[] checksum = new byte[CHECKSUM_LENGTH];
    blake.doFinal(checksum, 0);
    blake.reset();
    return checksum;
  }

  private static byte[] decode(CharBuffer text, Path file) {
    byte[] ascii = new byte[text.remaining()];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) text.charAt(i);
    }
    List<byte[]> lines = TextLines.split(ascii);
    try {
      if (lines.size() < 2 || !TextLines.startsWith(lines.get(0), TextLines.UNTRUSTED)) {
        throw refused(file, "it does not begin with an untrusted comment");
      }
      return TextLines.decode(lines.get(1), LENGTH);
    } catch (IllegalArgumentException e) {
      throw refused(file, e.getMessage());
    } finally {
      Arrays.fill(ascii, (byte) 0);
      lines.forEach(line -> Arrays.fill(line, (byte) 0));
    }
  }

  private static String word(ByteBuffer bytes) {
    byte[] word = new byte[WORD_LENGTH];
    bytes.get(word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static RefusedException refused(Path file, String why) {
    return new RefusedException(
        "The file %s holds no signing key, %s; give one that lifeboat keygen --signing or minisign -G"
                .formatted(file, why)
            + " wrote");
  }
}
