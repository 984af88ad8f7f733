package dev.lifeboat.repository;

import dev.lifeboat.error.LifeboatException;

/**
 * What lies where a manifest would, and is not believed: damaged, forged, of another place, in a
 * newer format, or not to be read by this user.
 *
 * @param source the source it would be of
 * @param id the backup it would list
 * @param why it is not believed
 */
public record Rejected(String source, BackupId id, LifeboatException why) {
  /** Why it is not believed, in one sentence. */
  public String words() {
    return why.getMessage();
  }

  /** The same with the name of the backup. */
  String warning() {
    return "Backup %s of %s is passed over: %s".formatted(id, source, words());
  }
}
