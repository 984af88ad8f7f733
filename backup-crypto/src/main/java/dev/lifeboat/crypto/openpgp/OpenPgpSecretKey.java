package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.keyfile.SecretFile;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/**
 * An OpenPGP private key, as {@code gpg --export-secret-keys} writes it, unlocked; or its subkeys
 * alone, as {@code gpg --export-secret-subkeys} writes them. Thread-safe.
 *
 * <p>Bouncy Castle cannot wipe its keys: {@link #destroy()} lets go of them, and they stay in
 * memory until that is used for something else.
 */
public final class OpenPgpSecretKey implements OpenPgpIdentity {
  private final String fingerprint;
  private volatile List<PGPKeyPair> keys;

  /** A private key of which at least one part was unlocked. */
  OpenPgpSecretKey(String fingerprint, List<PGPKeyPair> keys) {
    this.fingerprint = fingerprint;
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads and unlocks all private keys of a file, armored or not. Parts that the file only mentions
   * (an offline primary key, a key on a card) and parts that another passphrase locks are passed
   * over, as long as there is one that decrypts; the latter are logged as a warning.
   *
   * @param file the path; if others than its owner may read it, that is logged as a warning
   * @param passphrase of all keys, empty if they have none; left as it is, to be wiped by the
   *     caller
   * @return the identities, at least one
   * @throws RefusedException if there is no such file, or no private key in it that decrypts, or
   *     the passphrase is not the right one
   * @throws IOException if the file cannot be read
   */
  public static List<OpenPgpSecretKey> read(Path file, char[] passphrase) throws IOException {
    Given.value(file, "the file");
    Given.value(passphrase, "the passphrase");
    try (SecretFile content = SecretFile.read(file)) {
      List<OpenPGPKey> keys = keys(file, content);
      if (keys.isEmpty()) {
        throw refused(file, null);
      }
      return Unlocking.all(file, keys, passphrase);
    }
  }

  private static List<OpenPGPKey> keys(Path file, SecretFile content) {
    try {
      return new OpenPGPKeyReader(new BcOpenPGPImplementation()).parseKeys(content.stream());
    } catch (IOException | RuntimeException e) {
      // The bytes are in memory: what the parser meets is malformed, whatever it throws.
      throw refused(file, e);
    }
  }

  private static RefusedException refused(Path file, Exception cause) {
    return new RefusedException(
        "The file %s holds no OpenPGP private key; write one with gpg --export-secret-keys NAME"
            .formatted(file),
        cause);
  }

  /** All its keys that may have been encrypted to. */
  List<PGPKeyPair> keys() {
    List<PGPKeyPair> current = keys;
    if (current.isEmpty()) {
      throw new IllegalStateException("The identity " + fingerprint + " was destroyed");
    }
    return current;
  }

  /** Lets go of the keys. */
  @Override
  public void destroy() {
    keys = List.of();
  }

  @Override
  public boolean isDestroyed() {
    return keys.isEmpty();
  }

  /** Names the public key; the secret is not shown. */
  @Override
  public String toString() {
    return "identity of " + fingerprint;
  }
}
