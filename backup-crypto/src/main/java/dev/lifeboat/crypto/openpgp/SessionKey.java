package dev.lifeboat.crypto.openpgp;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.bcpg.InputStreamPacket;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.SessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.jcajce.JceSessionKeyDataDecryptorFactoryBuilder;

/**
 * A key that may open a message.
 *
 * @param key what the message was perhaps encrypted with
 * @param origin how it was found
 */
record SessionKey(PGPSessionKey key, Origin origin) {
  private static final int REPEATED_BYTES = 2;

  /** How a key was found, and so what it means if it does not open the message. */
  enum Origin {
    /** It was wrapped with a checksum: the message is damaged. */
    PRIVATE_KEY,
    /** Any passphrase gives some key: it is the wrong one. */
    PASSPHRASE
  }

  /** Checks that the key is one for its algorithm, which nothing authenticates. */
  SessionKey {
    int expected =
        switch (key.getAlgorithm()) {
          case SymmetricKeyAlgorithmTags.AES_128 -> 16;
          case SymmetricKeyAlgorithmTags.AES_192 -> 24;
          case SymmetricKeyAlgorithmTags.AES_256 -> 32;
          default -> key.getKey().length;
        };
    if (key.getKey().length != expected) {
      throw new IllegalArgumentException("The session key is not of its algorithm's length");
    }
  }

  /** Whether a digest at the end protects the data, and not a tag after every chunk. */
  static boolean endsInDigest(InputStreamPacket data) {
    return data instanceof SymmetricEncIntegrityPacket packet
        && packet.getVersion() == SymmetricEncIntegrityPacket.VERSION_1;
  }

  /** What decrypts data: AES of the JVM where it can, which accelerates it. */
  SessionKeyDataDecryptorFactory decryptorOf(InputStreamPacket data) {
    boolean aes =
        switch (key.getAlgorithm()) {
          case SymmetricKeyAlgorithmTags.AES_128,
              SymmetricKeyAlgorithmTags.AES_192,
              SymmetricKeyAlgorithmTags.AES_256 ->
              true;
          default -> false;
        };
    return aes && endsInDigest(data)
        ? new JceSessionKeyDataDecryptorFactoryBuilder().build(key)
        : new BcSessionKeyDataDecryptorFactory(key);
  }

  /**
   * Whether the key fits the data, as far as its beginning tells: a passphrase that is wrong gives
   * a key that is. (What was wrapped for a private key has a checksum.)
   *
   * @throws IOException if the data is cut off
   */
  boolean fits(InputStreamPacket data) throws IOException {
    return origin == Origin.PRIVATE_KEY || !endsInDigest(data) || repeatsItself(data);
  }

  /** Two bytes of the random beginning are there twice (RFC 4880, section 5.13). */
  private boolean repeatsItself(InputStreamPacket data) throws IOException {
    try {
      PGPDataDecryptor decryptor =
          decryptorOf(data).createDataDecryptor(true, key.getAlgorithm(), key.getKey());
      int block = decryptor.getBlockSize();
      byte[] beginning =
          decryptor.getInputStream(data.getInputStream()).readNBytes(block + REPEATED_BYTES);
      if (beginning.length < block + REPEATED_BYTES) {
        throw new EOFException();
      }
      return Arrays.equals(
          beginning, block - REPEATED_BYTES, block, beginning, block, block + REPEATED_BYTES);
    } catch (PGPException | RuntimeException e) {
      // What is no key of its algorithm was made of a wrong passphrase.
      return false;
    }
  }

  /** The secret is not shown. */
  @Override
  public String toString() {
    return "session key";
  }
}
