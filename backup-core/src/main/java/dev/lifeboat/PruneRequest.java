package dev.lifeboat;

import dev.lifeboat.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to prune. Immutable; begin with {@link #of}.
 *
 * @param policy which backups to keep
 * @param source the name of the source; empty for every source in the repository
 * @param now the moment the policy is applied for; empty for the present. Left-overs are always
 *     judged by the present
 * @param grace how old what a broken-off backup has left behind must be before it is swept
 */
public record PruneRequest(
    RetentionPolicy policy, Optional<String> source, Optional<Instant> now, Duration grace) {
  private static final Duration DEFAULT_GRACE = Duration.ofHours(24);

  /** Every source, at present, left-overs after a day. */
  public static PruneRequest of(RetentionPolicy policy) {
    return new PruneRequest(policy, Optional.empty(), Optional.empty(), DEFAULT_GRACE);
  }

  /** The same for one source alone. */
  public PruneRequest withSource(String name) {
    return new PruneRequest(policy, Optional.of(name), now, grace);
  }

  /** The same as if it were another time. */
  public PruneRequest withNow(Instant other) {
    return new PruneRequest(policy, source, Optional.of(other), grace);
  }

  /** The same with another age of left-overs; it must exceed how long a backup may take. */
  public PruneRequest withGrace(Duration other) {
    return new PruneRequest(policy, source, now, other);
  }
}
