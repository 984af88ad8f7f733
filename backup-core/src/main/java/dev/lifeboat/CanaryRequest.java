package dev.lifeboat;

import java.time.Duration;
import java.util.Optional;

/**
 * What to check of the newest backups. Immutable; begin with {@link #create}.
 *
 * @param source the name of the source; empty for the configured ones, or where none is configured
 *     for every source in the repository
 * @param maxAge how old the newest backup may be; empty for any age. With a verification key this
 *     is what shows that newer backups were taken away, since nobody else can date one
 */
public record CanaryRequest(Optional<String> source, Optional<Duration> maxAge) {
  /** Every source, whatever the age. */
  public static CanaryRequest create() {
    return new CanaryRequest(Optional.empty(), Optional.empty());
  }

  /** The same for one source alone. */
  public CanaryRequest withSource(String name) {
    return new CanaryRequest(Optional.of(name), maxAge);
  }

  /** The same with a limit to the age of the newest backup. */
  public CanaryRequest withMaxAge(Duration limit) {
    return new CanaryRequest(source, Optional.of(limit));
  }
}
