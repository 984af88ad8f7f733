package dev.lifeboat;

import dev.lifeboat.retention.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * What to prune. Immutable; begin with {@link #of}.
 *
 * @param policy which backups to keep
 * @param source the name of the source; empty for every source in the repository
 * @param grace how old what a broken-off backup has left behind must be before it is swept
 */
public record PruneRequest(RetentionPolicy policy, Optional<String> source, Duration grace) {
  private static final Duration DEFAULT_GRACE = Duration.ofHours(24);

  /** Every source, left-overs after a day. */
  public static PruneRequest of(RetentionPolicy policy) {
    return new PruneRequest(policy, Optional.empty(), DEFAULT_GRACE);
  }

  /** The same for one source alone. */
  public PruneRequest withSource(String name) {
    return new PruneRequest(policy, Optional.of(name), grace);
  }

  /** The same with another age of left-overs; it must exceed how long a backup may take. */
  public PruneRequest withGrace(Duration other) {
    return new PruneRequest(policy, source, other);
  }
}
