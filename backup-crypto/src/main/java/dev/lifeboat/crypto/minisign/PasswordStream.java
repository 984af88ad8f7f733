package dev.lifeboat.crypto.minisign;

import dev.lifeboat.error.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The bytes that a password becomes, by which a private key is covered: scrypt (RFC 7914), whose
 * parameters libsodium derives from two limits.
 *
 * @param salt random
 * @param opsLimit how much work at most
 * @param memLimit how many bytes of memory at most
 */
record PasswordStream(byte[] salt, long opsLimit, long memLimit) {
  /** The name of this derivation, and that of none. */
  static final String SCRYPT = "Sc";

  static final String NONE = "\0\0";

  private static final int SALT_LENGTH = 32;
  static final int PARAMETERS_LENGTH = SALT_LENGTH + 2 * Long.BYTES;

  /** 128 MiB and about half a second: what a small host can spare; stock minisign takes 1 GiB. */
  private static final long OWN_MEMORY = 128L << 20;

  private static final long OWN_WORK = OWN_MEMORY / 32;

  /** The most that is done for a file from elsewhere. */
  private static final long MAX_MEMORY = 4L << 30;

  private static final int BLOCK_SIZE = 8;
  private static final int BYTES_OF_A_ROUND = 128 * BLOCK_SIZE;
  private static final int MAX_LANES = 16;
  private static final long MIN_WORK = 32768;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one, with the work that is done unless asked otherwise. */
  static PasswordStream create() {
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    return new PasswordStream(salt, OWN_WORK, OWN_MEMORY);
  }

  /** Takes one from where a buffer stands. */
  static PasswordStream read(ByteBuffer bytes) {
    byte[] salt = new byte[SALT_LENGTH];
    bytes.get(salt);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return new PasswordStream(salt, bytes.getLong(), bytes.getLong());
  }

  /** Puts this where a buffer stands. */
  void write(ByteBuffer bytes) {
    bytes.put(salt).order(ByteOrder.LITTLE_ENDIAN).putLong(opsLimit).putLong(memLimit);
  }

  /**
   * Covers bytes, or uncovers them.
   *
   * @throws RefusedException if it takes more memory than the JVM may use
   */
  void apply(char[] password, byte[] covered) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    byte[] stream = new byte[0];
    try {
      stream = derive(bytes, covered.length);
      for (int i = 0; i < covered.length; i++) {
        covered[i] ^= stream[i];
      }
    } finally {
      Arrays.fill(encoded.array(), (byte) 0);
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(stream, (byte) 0);
    }
  }

  private byte[] derive(byte[] password, int length) {
    long work = Math.max(MIN_WORK, opsLimit);
    boolean bound = memLimit / 32 > work;
    long rounds = bound ? work / (4 * BLOCK_SIZE) : memLimit / BYTES_OF_A_ROUND;
    long memory = rounds * BYTES_OF_A_ROUND;
    if (opsLimit < 0 || rounds < 2 || memory > MAX_MEMORY) {
      throw absurd();
    }
    if (memory > Runtime.getRuntime().maxMemory()) {
      throw new RefusedException(
          "The password of the signing key takes %,d MiB of memory, more than this JVM may use;"
                  .formatted(memory >> 20)
              + " raise -Xmx, or use a key that lifeboat keygen --signing made");
    }
    int cost = Integer.highestOneBit((int) rounds);
    int lanes = bound ? 1 : lanes(work, cost);
    return SCrypt.generate(password, salt, cost, BLOCK_SIZE, lanes, length);
  }

  private static int lanes(long work, int cost) {
    long lanes = Math.max(1, work / 4 / cost / BLOCK_SIZE);
    if (lanes > MAX_LANES) {
      throw absurd();
    }
    return (int) lanes;
  }

  private static RefusedException absurd() {
    return new RefusedException(
        "The signing key asks for an amount of work that no password needs; make another");
  }
}
