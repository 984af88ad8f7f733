package dev.lifeboat;

import dev.lifeboat.retention.Proof;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Outcome;
import dev.lifeboat.verify.Verification;
import java.util.List;

/** What a backup's verifications add up to. */
final class Proofs {
  private Proofs() {}

  /** A failure takes back what was proved before it; what was inconclusive changes nothing. */
  static Proof of(List<Verification> oldestFirst) {
    Proof proof = Proof.NONE;
    for (Verification verification : oldestFirst) {
      if (verification.outcome() == Outcome.FAILED) {
        proof = Proof.NONE;
      } else if (verification.outcome() == Outcome.PROVED) {
        proof = stronger(proof, proved(verification.depth()));
      }
    }
    return proof;
  }

  /** That objects are there says nothing of their bytes. */
  private static Proof proved(Depth depth) {
    return switch (depth) {
      case PRESENT -> Proof.NONE;
      case CHECKSUM, DECODE -> Proof.STORED;
      case RESTORE -> Proof.RESTORED;
    };
  }

  private static Proof stronger(Proof one, Proof other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
