package dev.lifeboat.verify;

import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.List;

/**
 * What verifications of a backup have left, as far as it can be read.
 *
 * @param verifications in the order in which they were stored
 * @param unreadable evidence that cannot be read: it may have been that of a failure
 */
public record StoredEvidence(List<StoredVerification> verifications, List<Unreadable> unreadable) {
  /** Copies what could change. */
  public StoredEvidence {
    verifications = List.copyOf(verifications);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Evidence that is damaged.
   *
   * @param storedAt when it was stored, by the storage's own clock
   * @param why it cannot be read
   */
  public record Unreadable(Instant storedAt, LifeboatException why) {
    /** What a person should know, in one sentence. */
    public String words() {
      return "Evidence is passed over and proves nothing, and neither does what was stored before it; verify again: "
          + why.getMessage();
    }
  }
}
