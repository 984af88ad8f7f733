package dev.lifeboat;

import dev.lifeboat.error.Given;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.verify.Depth;

/**
 * What to verify, and how deep. Immutable; begin with {@link #of}.
 *
 * @param id the backup
 * @param depth how deep to look
 * @param jobs how many workers restore at once
 */
public record VerifyRequest(BackupId id, Depth depth, int jobs) {
  /** Refuses null. */
  public VerifyRequest {
    Given.value(id, "the id of a verify request");
    Given.value(depth, "the depth of a verify request");
  }

  private static final int DEFAULT_JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());

  /** A verification with up to four workers. */
  public static VerifyRequest of(BackupId id, Depth depth) {
    return new VerifyRequest(id, depth, DEFAULT_JOBS);
  }

  /** The same with another number of workers. */
  public VerifyRequest withJobs(int other) {
    return new VerifyRequest(id, depth, other);
  }
}
