package dev.lifeboat.repository;

import java.time.Duration;
import java.time.Instant;

/** How far apart the clocks of hosts and storages may be before their times prove nothing. */
public final class ClockSkew {
  /** What clocks that are set may differ by. */
  public static final Duration ALLOWED = Duration.ofMinutes(5);

  private ClockSkew() {}

  /**
   * Whether a time is later than now by more than {@link #ALLOWED}: the clock that it was read from
   * was wrong, or this host's is.
   */
  public static boolean isFuture(Instant time, Instant now) {
    return time.isAfter(now.plus(ALLOWED));
  }
}
