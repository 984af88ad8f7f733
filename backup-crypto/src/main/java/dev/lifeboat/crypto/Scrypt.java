package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.util.Arrays;

/**
 * What passphrase recipients and identities share: scrypt (RFC 7914) as the age specification uses
 * it, and the bounds on how much work it may be.
 */
final class Scrypt {
  /** The first argument of a stanza of this kind. */
  static final String TYPE = "scrypt";

  static final int SALT_LENGTH = 16;

  /** The base-two logarithm of the work that is done unless asked otherwise; about a second. */
  static final int DEFAULT_WORK_FACTOR = 18;

  /** The most that is done for a file from elsewhere: 4 GiB of memory and some 20 seconds. */
  static final int MAX_WORK_FACTOR = 22;

  private static final byte[] LABEL =
      "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK_SIZE = 8;
  private static final int BYTES_OF_A_ROUND = 128 * BLOCK_SIZE;

  private Scrypt() {}

  /**
   * The key that wraps a file key. One is derived at a time in the whole JVM, so that many workers
   * do not need the memory many times.
   *
   * @return the key, to be wiped
   * @throws RefusedException if the JVM may not use that much memory
   */
  static byte[] wrapKey(byte[] passphrase, byte[] salt, int workFactor) {
    long memoryBytes = (long) BYTES_OF_A_ROUND << workFactor;
    if (memoryBytes > Runtime.getRuntime().maxMemory()) {
      throw new RefusedException(
          "The passphrase needs %,d MiB of memory at work factor %d, more than this JVM may use;"
                  .formatted(memoryBytes >> 20, workFactor)
              + " raise -Xmx, or encrypt to a public key");
    }
    synchronized (Scrypt.class) {
      byte[] labelled = Arrays.concatenate(LABEL, salt);
      return SCrypt.generate(passphrase, labelled, 1 << workFactor, BLOCK_SIZE, 1, Hkdf.LENGTH);
    }
  }
}
