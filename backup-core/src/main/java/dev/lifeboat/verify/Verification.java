package dev.lifeboat.verify;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.storage.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification proved, or found.
 *
 * @param id the backup
 * @param source the source it is of
 * @param depth how deep it looked
 * @param outcome how it ended
 * @param findings what was found wrong, or in the way; empty if proved
 * @param checked how much it looked at
 * @param startedAt when it began
 * @param took how long it ran
 * @param lifeboatVersion of the library that looked
 * @param scratchServerVersion of the server that the backup was restored into
 * @param evidence where the record of it is stored; empty if it could not be stored, which {@code
 *     warnings} then explains
 * @param warnings what a person should know, one sentence each
 */
public record Verification(
    BackupId id,
    String source,
    Depth depth,
    Outcome outcome,
    List<Finding> findings,
    Checked checked,
    Instant startedAt,
    Duration took,
    String lifeboatVersion,
    Optional<String> scratchServerVersion,
    Optional<ObjectKey> evidence,
    List<String> warnings) {
  /** Copies what could change. */
  public Verification {
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
  }

  /** Whether everything that the depth compares ({@link Depth#compared}) is as it should be. */
  public boolean proved() {
    return outcome == Outcome.PROVED;
  }

  Verification withEvidence(ObjectKey key) {
    return new Verification(
        id,
        source,
        depth,
        outcome,
        findings,
        checked,
        startedAt,
        took,
        lifeboatVersion,
        scratchServerVersion,
        Optional.of(key),
        warnings);
  }

  Verification withWarning(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Verification(
        id,
        source,
        depth,
        outcome,
        findings,
        checked,
        startedAt,
        took,
        lifeboatVersion,
        scratchServerVersion,
        evidence,
        more);
  }
}
