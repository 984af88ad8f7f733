package dev.lifeboat;

import dev.lifeboat.retention.Proof;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.StoredEvidence;
import dev.lifeboat.verify.StoredEvidence.Unreadable;
import dev.lifeboat.verify.StoredVerification;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a backup's verifications add up to.
 *
 * <p>The clock of a host that verified may have been wrong, and copying a repository may have
 * changed when its objects were stored. So a proof counts only if it is later than every failure in
 * both ways, as it is dated and as it was stored, and if it is not dated in the future.
 */
record Proofs(StoredEvidence evidence, Instant now) {
  /** The strongest proof that no failure takes back; what was inconclusive changes nothing. */
  Proof strongest() {
    return evidence.verifications().stream()
        .filter(stored -> stored.verification().outcome() == Outcome.PROVED)
        .filter(proof -> !proof.isFuture(now))
        .filter(this::stands)
        .map(proof -> proved(proof.verification().depth()))
        .max(Comparator.naturalOrder())
        .orElse(Proof.NONE);
  }

  /** What a person should know of the evidence, one sentence each. */
  List<String> warnings() {
    return Stream.concat(
            evidence.verifications().stream()
                .filter(stored -> stored.isFuture(now))
                .map(stored -> stored.futureWarning(now)),
            evidence.unreadable().stream().map(Unreadable::words))
        .toList();
  }

  private boolean stands(StoredVerification proof) {
    return evidence.verifications().stream()
            .filter(stored -> stored.verification().outcome() == Outcome.FAILED)
            .noneMatch(failure -> takesBack(failure, proof))
        && evidence.unreadable().stream()
            .allMatch(one -> one.storedAt().isBefore(proof.storedAt()));
  }

  /** A failure of the same moment counts as the later one. */
  private boolean takesBack(StoredVerification failure, StoredVerification proof) {
    boolean storedLater = !failure.storedAt().isBefore(proof.storedAt());
    boolean datedLater =
        !failure.verification().startedAt().isBefore(proof.verification().startedAt());
    return storedLater || (datedLater && !failure.isFuture(now));
  }

  /** That objects are there says nothing of their bytes. */
  private static Proof proved(Depth depth) {
    return switch (depth) {
      case PRESENT -> Proof.NONE;
      case CHECKSUM, DECODE -> Proof.STORED;
      case RESTORE -> Proof.RESTORED;
    };
  }
}
