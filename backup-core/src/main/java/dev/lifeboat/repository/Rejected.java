package dev.lifeboat.repository;

import dev.lifeboat.error.DamagedException;

/**
 * What lies where a manifest would, and is not believed: damaged, forged, or of another place.
 *
 * @param source the source it would be of
 * @param id the backup it would list
 * @param why it is not believed
 */
public record Rejected(String source, BackupId id, DamagedException why) {
  /** Why it is not believed, in one sentence. */
  public String words() {
    return why.getMessage();
  }
}
