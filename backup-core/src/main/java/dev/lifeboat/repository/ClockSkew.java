package dev.lifeboat.repository;

import dev.lifeboat.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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

  /** What a person should know if the clocks of host and storage differ by more than that. */
  static Optional<String> warning(Storage storage, Instant now) {
    return storage
        .now()
        .filter(theirs -> Duration.between(theirs, now).abs().compareTo(ALLOWED) > 0)
        .map(
            theirs ->
                "The clock of this host says %s while that of %s says %s; set the clock that is wrong"
                    .formatted(
                        now.truncatedTo(ChronoUnit.SECONDS),
                        storage.location(),
                        theirs.truncatedTo(ChronoUnit.SECONDS)));
  }
}
