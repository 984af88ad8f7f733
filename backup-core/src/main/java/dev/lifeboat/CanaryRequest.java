package dev.lifeboat;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
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
  /**
   * Checks what it can.
   *
   * @throws RefusedException if the age is not positive
   */
  public CanaryRequest {
    Given.value(source, "the source of a canary request");
    Given.value(maxAge, "the greatest age of a canary request");
    if (maxAge.filter(age -> age.isNegative() || age.isZero()).isPresent()) {
      throw new RefusedException(
          "The newest backup cannot be %s old at most; use a duration of more than zero, such as PT26H"
              .formatted(maxAge.get()));
    }
  }

  /** Every source, whatever the age. */
  public static CanaryRequest create() {
    return new CanaryRequest(Optional.empty(), Optional.empty());
  }

  /** The same for one source alone. */
  public CanaryRequest withSource(String name) {
    return new CanaryRequest(Optional.of(Given.value(name, "the name of a source")), maxAge);
  }

  /** The same with a limit to the age of the newest backup. */
  public CanaryRequest withMaxAge(Duration limit) {
    return new CanaryRequest(
        source, Optional.of(Given.value(limit, "the greatest age of a backup")));
  }
}
