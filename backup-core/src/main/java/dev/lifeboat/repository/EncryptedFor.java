package dev.lifeboat.repository;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.error.RefusedException;
import java.util.List;

/**
 * How a backup is encrypted.
 *
 * @param scheme the name of the scheme, such as {@code age}; {@code none} for no encryption
 * @param recipients the public names of those who can decrypt
 */
public record EncryptedFor(String scheme, List<String> recipients) {
  /** The scheme of backups that are not encrypted. */
  public static final String NONE = "none";

  /** Copies what could change. */
  public EncryptedFor {
    recipients = List.copyOf(recipients);
  }

  /** Whether the backup is encrypted at all. */
  public boolean isEncrypted() {
    return !scheme.equals(NONE);
  }

  /**
   * What decrypts a backup that is encrypted so.
   *
   * @param given what the caller has, which is not used where nothing is encrypted
   * @throws RefusedException if that is for another scheme
   */
  Decryption choose(Decryption given, BackupId id) {
    if (!isEncrypted()) {
      return Plaintext.INSTANCE;
    }
    if (!given.scheme().equals(scheme)) {
      throw new RefusedException(
          "Backup %s is encrypted with %s for %s; give the identity of one of them"
              .formatted(id, scheme, recipients));
    }
    return given;
  }
}
