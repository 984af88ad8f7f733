package dev.lifeboat.repository;

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
}
