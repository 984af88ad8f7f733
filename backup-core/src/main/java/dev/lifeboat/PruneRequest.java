package dev.lifeboat;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to prune. Immutable; begin with {@link #of}.
 *
 * @param policy which backups to keep
 * @param source the name of the source; empty for every source in the repository
 * @param now the moment the policy is applied for; empty for the present. Left-overs, and whether
 *     backups are overdue, are always judged by the present
 * @param grace how old what a broken-off backup has left behind must be before it is swept
 * @param whenOverdue what to do where backups have stopped
 */
public record PruneRequest(
    RetentionPolicy policy,
    Optional<String> source,
    Optional<Instant> now,
    Duration grace,
    WhenOverdue whenOverdue) {
  private static final Duration DEFAULT_GRACE = Duration.ofHours(24);

  /** What to do where no backup of a source succeeded for longer than three usual intervals. */
  public enum WhenOverdue {
    /**
     * Refuse to plan: what is removed may be missed, as backups have stopped or a clock is wrong.
     */
    REFUSE,
    /** Plan, with a warning. */
    WARN
  }

  /**
   * Checks what it can.
   *
   * @throws RefusedException if the grace is not positive
   */
  public PruneRequest {
    Given.value(policy, "the policy of a prune request");
    Given.value(source, "the source of a prune request");
    Given.value(now, "the moment of a prune request");
    Given.value(grace, "the age of left-overs");
    Given.value(whenOverdue, "what to do where backups have stopped");
    if (grace.isNegative() || grace.isZero()) {
      throw new RefusedException(
          "Left-overs cannot be swept after %s, as backups may still be writing them; use a duration of more than any backup takes"
              .formatted(grace));
    }
  }

  /** Every source, at present, left-overs after a day. */
  public static PruneRequest of(RetentionPolicy policy) {
    return new PruneRequest(
        policy, Optional.empty(), Optional.empty(), DEFAULT_GRACE, WhenOverdue.REFUSE);
  }

  /** The same for one source alone. */
  public PruneRequest withSource(String name) {
    return new PruneRequest(
        policy, Optional.of(Given.value(name, "the name of a source")), now, grace, whenOverdue);
  }

  /** The same as if it were another time. */
  public PruneRequest withNow(Instant other) {
    return new PruneRequest(
        policy,
        source,
        Optional.of(Given.value(other, "the moment of a prune")),
        grace,
        whenOverdue);
  }

  /** The same with another age of left-overs; it must exceed how long a backup may take. */
  public PruneRequest withGrace(Duration other) {
    return new PruneRequest(policy, source, now, other, whenOverdue);
  }

  /** The same with another answer to backups that have stopped. */
  public PruneRequest withOverdue(WhenOverdue other) {
    return new PruneRequest(policy, source, now, grace, other);
  }
}
