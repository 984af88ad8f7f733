package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.keyfile.SecretFile;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/**
 * An OpenPGP private key, as {@code gpg --export-secret-keys} writes it, unlocked. Thread-safe.
 *
 * <p>Bouncy Castle cannot wipe its keys: {@link #destroy()} lets go of them, and they stay in
 * memory until that is used for something else.
 */
public final class OpenPgpSecretKey implements OpenPgpIdentity {
  private final String fingerprint;
  private volatile List<PGPKeyPair> keys;

  private OpenPgpSecretKey(String fingerprint, List<PGPKeyPair> keys) {
    this.fingerprint = fingerprint;
    this.keys = keys;
  }

  /**
   * Reads and unlocks all private keys of a file, armored or not.
   *
   * @param file the path; if others than its owner may read it, that is logged as a warning
   * @param passphrase of all keys, empty if they have none; left as it is, to be wiped by the
   *     caller
   * @return the identities, at least one
   * @throws RefusedException if there is no such file, or no private key in it, or the passphrase
   *     is not the right one
   * @throws IOException if the file cannot be read
   */
  public static List<OpenPgpSecretKey> read(Path file, char[] passphrase) throws IOException {
    try (SecretFile content = SecretFile.read(file)) {
      List<OpenPgpSecretKey> identities = new ArrayList<>();
      for (OpenPGPKey key : keys(file, content)) {
        identities.add(unlocked(file, key, passphrase));
      }
      if (identities.isEmpty()) {
        throw refused(file, null);
      }
      return List.copyOf(identities);
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

  private static OpenPgpSecretKey unlocked(Path file, OpenPGPKey key, char[] passphrase) {
    String fingerprint = HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    List<PGPKeyPair> unlocked = new ArrayList<>();
    for (OpenPGPKey.OpenPGPSecretKey part : key.getSecretKeys().values()) {
      // Also those that have expired since, which open what was written before.
      if (part.getPGPSecretKey().getPublicKey().isEncryptionKey()) {
        unlocked.add(unlocked(file, part, passphrase));
      }
    }
    return new OpenPgpSecretKey(fingerprint, List.copyOf(unlocked));
  }

  private static PGPKeyPair unlocked(
      Path file, OpenPGPKey.OpenPGPSecretKey key, char[] passphrase) {
    char[] copy = passphrase.clone();
    try {
      OpenPGPKey.OpenPGPPrivateKey unlocked = key.isLocked() ? key.unlock(copy) : key.unlock();
      if (unlocked != null) {
        return unlocked.getKeyPair();
      }
    } catch (PGPException | RuntimeException e) {
      throw locked(file, e);
    } finally {
      Arrays.fill(copy, '\0');
    }
    throw locked(file, null);
  }

  private static RefusedException locked(Path file, Exception cause) {
    return new RefusedException(
        "The OpenPGP private key in %s could not be unlocked; give its passphrase".formatted(file),
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
