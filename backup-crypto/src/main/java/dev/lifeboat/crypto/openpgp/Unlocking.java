package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.error.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unlocks the private keys of one file, part by part: one that stays locked spoils no other. */
final class Unlocking {
  private static final Logger LOG = LoggerFactory.getLogger(OpenPgpSecretKey.class);

  private final Path file;
  private final char[] passphrase;
  private final List<String> locked = new ArrayList<>();
  private @Nullable Exception cause;
  private boolean mentioned;

  private Unlocking(Path file, char[] passphrase) {
    this.file = file;
    this.passphrase = passphrase;
  }

  /**
   * All keys of which at least one part decrypts.
   *
   * @param file named in messages
   * @throws RefusedException if there is none
   */
  static List<OpenPgpSecretKey> all(Path file, List<OpenPGPKey> keys, char[] passphrase) {
    Unlocking unlocking = new Unlocking(file, passphrase);
    List<OpenPgpSecretKey> unlocked = new ArrayList<>();
    for (OpenPGPKey key : keys) {
      List<PGPKeyPair> parts = unlocking.parts(key);
      if (!parts.isEmpty()) {
        unlocked.add(new OpenPgpSecretKey(hex(key.getFingerprint()), parts));
      }
    }
    if (unlocked.isEmpty()) {
      throw unlocking.refused();
    }
    unlocking.warn();
    return List.copyOf(unlocked);
  }

  /** Expired ones too, and those not flagged for it: they open what was written for them before. */
  private List<PGPKeyPair> parts(OpenPGPKey key) {
    List<PGPKeyPair> unlocked = new ArrayList<>();
    for (OpenPGPKey.OpenPGPSecretKey part : key.getSecretKeys().values()) {
      PGPSecretKey secret = part.getPGPSecretKey();
      if (!secret.getPublicKey().isEncryptionKey()) {
        continue;
      }
      if (isMentionedOnly(secret)) {
        mentioned = true;
      } else {
        unlock(part, unlocked);
      }
    }
    return unlocked;
  }

  /** Whether the secret is elsewhere: offline ({@code gnu-dummy}), or on a card. */
  private static boolean isMentionedOnly(PGPSecretKey secret) {
    S2K protection = secret.getS2K();
    return secret.isPrivateKeyEmpty()
        || protection != null && protection.getType() == S2K.GNU_DUMMY_S2K;
  }

  private void unlock(OpenPGPKey.OpenPGPSecretKey part, List<PGPKeyPair> unlocked) {
    char[] copy = passphrase.clone();
    try {
      OpenPGPKey.OpenPGPPrivateKey key = part.isLocked() ? part.unlock(copy) : part.unlock();
      if (key != null) {
        unlocked.add(key.getKeyPair());
        return;
      }
    } catch (PGPException | RuntimeException e) {
      cause = e;
    } finally {
      Arrays.fill(copy, '\0');
    }
    locked.add(hex(part.getPGPSecretKey().getFingerprint()));
  }

  private RefusedException refused() {
    if (!locked.isEmpty()) {
      return new RefusedException(
          "The OpenPGP private key in %s could not be unlocked; give its passphrase"
              .formatted(file),
          cause);
    }
    if (mentioned) {
      return new RefusedException(
          "The file %s names an OpenPGP private key that is offline or on a card; export it where it is"
                  .formatted(file)
              + " with gpg --export-secret-subkeys NAME");
    }
    return new RefusedException(
        "The OpenPGP private key in %s only signs; export one that decrypts".formatted(file));
  }

  private void warn() {
    for (String fingerprint : locked) {
      LOG.warn(
          "The OpenPGP private key {} in {} is not unlocked by the passphrase, and not used",
          fingerprint,
          file);
    }
  }

  private static String hex(byte[] fingerprint) {
    return HexFormat.of().withUpperCase().formatHex(fingerprint);
  }
}
