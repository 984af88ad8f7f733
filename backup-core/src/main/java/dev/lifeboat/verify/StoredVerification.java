package dev.lifeboat.verify;

import dev.lifeboat.repository.ClockSkew;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A verification as evidence holds it.
 *
 * @param verification what was proved, or found
 * @param storedAt when the evidence was stored, by the storage's own clock
 */
public record StoredVerification(Verification verification, Instant storedAt) {
  /** In the order in which they were stored. */
  static final Comparator<StoredVerification> OLDEST_FIRST =
      Comparator.comparing(StoredVerification::storedAt)
          .thenComparing(stored -> stored.verification().startedAt());

  /** Whether it is dated later than now, so that it proves nothing. */
  public boolean isFuture(Instant now) {
    return ClockSkew.isFuture(verification.startedAt(), now);
  }

  /** What a person should know of evidence that is dated later than now. */
  public String futureWarning(Instant now) {
    return "Evidence that backup %s of %s %s at depth %s is dated %s, later than now (%s), and proves nothing; check the clock of the host that verified it, and verify again"
        .formatted(
            verification.id(),
            verification.source(),
            verification.outcome().word(),
            verification.depth().word(),
            verification.startedAt().truncatedTo(ChronoUnit.SECONDS),
            now.truncatedTo(ChronoUnit.SECONDS));
  }
}
