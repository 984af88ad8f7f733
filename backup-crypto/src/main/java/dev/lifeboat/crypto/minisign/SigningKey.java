package dev.lifeboat.crypto.minisign;

import dev.lifeboat.crypto.keyfile.NewKeyFile;
import dev.lifeboat.crypto.keyfile.SecretFile;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key that signs. Thread-safe.
 *
 * <p>Its secret is in no {@code toString()} and no exception. {@link #destroy()} wipes it from
 * memory; whatever uses it afterwards throws {@link IllegalStateException}.
 */
public final class SigningKey implements Destroyable {
  static final int SEED_LENGTH = Ed25519.SECRET_KEY_SIZE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final VerificationKey publicKey;
  private final byte[] seed;
  private boolean destroyed;

  /** Takes the seed as its own. */
  SigningKey(KeyId id, byte[] seed) {
    this.seed = seed;
    byte[] key = new byte[VerificationKey.LENGTH];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    this.publicKey = new VerificationKey(id, key);
  }

  /** A new key. */
  public static SigningKey generate() {
    byte[] seed = new byte[SEED_LENGTH];
    RANDOM.nextBytes(seed);
    return new SigningKey(new KeyId(RANDOM.nextLong()), seed);
  }

  /**
   * Reads a private key file that is not encrypted, as {@code lifeboat keygen --signing} and {@code
   * minisign -G -W} write it.
   *
   * @param file if others than its owner may read it, that is logged as a warning
   * @throws RefusedException if there is no such file, it holds no private key, or it is encrypted
   * @throws IOException if it cannot be read
   */
  public static SigningKey read(Path file) throws IOException {
    Given.value(file, "the file");
    return read(file, new char[0]);
  }

  /**
   * Reads a private key file that is encrypted to a password, as {@code minisign -G} writes it; one
   * that is not encrypted is read as it is.
   *
   * @param file if others than its owner may read it, that is logged as a warning
   * @param password left as it is, to be wiped by the caller
   * @throws RefusedException if there is no such file, it holds no private key, the password does
   *     not open it, or this JVM may not use the memory that takes (1 GiB with stock minisign)
   * @throws IOException if it cannot be read
   */
  public static SigningKey read(Path file, char[] password) throws IOException {
    Given.value(file, "the file");
    Given.value(password, "the password");
    try (SecretFile content = SecretFile.read(file)) {
      return SigningKeyText.parse(content.text(), file, password);
    }
  }

  /** Whether a private key file needs a password. */
  public static boolean isEncrypted(Path file) throws IOException {
    Given.value(file, "the file");
    try (SecretFile content = SecretFile.read(file)) {
      return SigningKeyText.isEncrypted(content.text(), file);
    }
  }

  /**
   * Writes a new private key file that is not encrypted, readable by its owner alone.
   *
   * @param file a path where nothing is yet
   * @throws RefusedException if there is something; it stays as it was
   * @throws IOException if the file cannot be written; none is left then
   */
  public void write(Path file) throws IOException {
    write(file, new char[0]);
  }

  /**
   * Writes a new private key file that is encrypted to a password, readable by its owner alone.
   *
   * @param file a path where nothing is yet
   * @param password left as it is, to be wiped by the caller; an empty one does not encrypt
   * @throws RefusedException if there is something; it stays as it was
   * @throws IOException if the file cannot be written; none is left then
   */
  public void write(Path file, char[] password) throws IOException {
    byte[] secret = seedCopy();
    byte[] content = SigningKeyText.format(publicKey, secret, password);
    try {
      NewKeyFile.write(file, content);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(content, (byte) 0);
    }
  }

  /** The public key that verifies what this signs. */
  public VerificationKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] message) {
    byte[] copy = seedCopy();
    byte[] signature = new byte[SignatureFile.SIGNATURE_LENGTH];
    try {
      Ed25519.sign(copy, 0, message, 0, message.length, signature, 0);
      return signature;
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** A copy, so that a {@link #destroy()} meanwhile cannot make a zero key out of it. */
  private synchronized byte[] seedCopy() {
    if (destroyed) {
      throw new IllegalStateException("The signing key was destroyed");
    }
    return seed.clone();
  }

  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(seed, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** Names the public key; the secret is not shown. */
  @Override
  public String toString() {
    return "signing key of " + publicKey;
  }
}
