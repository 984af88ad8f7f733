package dev.lifeboat.verify;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.LibraryVersion;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredArchive;
import dev.lifeboat.storage.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies backups and stores what was found as evidence. Immutable, so thread-safe. */
public final class Verifier {
  private static final int DEFAULT_JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final Repository repository;
  private final Events events;
  private final InstantSource clock;
  private final Decryption decryption;
  private final @Nullable ScratchDatabase scratch;
  private final int jobs;

  private Verifier(
      Repository repository,
      Events events,
      InstantSource clock,
      Decryption decryption,
      @Nullable ScratchDatabase scratch,
      int jobs) {
    this.repository = repository;
    this.events = events;
    this.clock = clock;
    this.decryption = decryption;
    this.scratch = scratch;
    this.jobs = jobs;
  }

  /**
   * A verifier without keys and without a scratch database, which checks what is stored.
   *
   * @param repository of the backups
   * @param events hears progress and warnings
   * @param clock the host's clock
   */
  public static Verifier of(Repository repository, Events events, InstantSource clock) {
    Given.value(repository, "the repository");
    Given.value(events, "the events");
    Given.value(clock, "the clock");
    return new Verifier(repository, events, clock, Plaintext.INSTANCE, null, DEFAULT_JOBS);
  }

  /** The same with the means to decrypt, which {@link Depth#DECODE} needs. */
  public Verifier withDecryption(Decryption other) {
    Given.value(other, "the decryption");
    return new Verifier(repository, events, clock, other, scratch, jobs);
  }

  /** The same with somewhere to restore into, which {@link Depth#RESTORE} needs. */
  public Verifier withScratch(ScratchDatabase other) {
    Given.value(other, "the scratch database");
    return new Verifier(repository, events, clock, decryption, other, jobs);
  }

  /** The same with another number of workers that restore at once. */
  public Verifier withJobs(int other) {
    return new Verifier(repository, events, clock, decryption, scratch, other);
  }

  /**
   * Verifies a backup and stores the outcome, whatever it is. What is wrong with the backup is a
   * {@link Finding}, not an exception.
   *
   * @throws RefusedException if the key or the scratch database that the depth needs is missing, or
   *     the backup was removed meanwhile
   * @throws dev.lifeboat.error.RetryableException if the storage could not be read
   */
  public Verification verify(Manifest manifest, Depth depth) {
    Given.value(manifest, "the manifest");
    Given.value(depth, "the depth");
    Instant startedAt = clock.instant();
    Report report = new Report();
    Optional<String> scratchServer = look(manifest, depth, report);
    repository.requireListed(manifest);
    Verification verification =
        new Verification(
            manifest.id(),
            manifest.source(),
            depth,
            Finding.outcome(report.findings()),
            report.findings(),
            report.checked(),
            startedAt,
            Duration.between(startedAt, clock.instant()),
            LibraryVersion.current(),
            scratchServer,
            Optional.empty(),
            report.warnings());
    return recorded(manifest, verification);
  }

  private Optional<String> look(Manifest manifest, Depth depth, Report report) {
    ScratchDatabase needed = depth == Depth.RESTORE ? requireScratch() : null;
    StoredObjects objects = new StoredObjects(repository, manifest, report);
    new ManifestComparison(manifest, report).alone();
    if (depth == Depth.CHECKSUM) {
      objects.checkChecksums(events);
      return Optional.empty();
    }
    objects.checkPresent();
    if (depth == Depth.PRESENT || report.hasFindings()) {
      return Optional.empty();
    }
    DecodeCheck decode = new DecodeCheck(repository, manifest, decryption, report);
    if (needed != null) {
      return restore(decode, needed, report);
    }
    decode.run(events);
    return Optional.empty();
  }

  private Optional<String> restore(DecodeCheck decode, ScratchDatabase needed, Report report) {
    decode.checkGlobals();
    Optional<Contents> contents = decode.contents();
    Optional<StoredArchive> archive = contents.flatMap(decode::open);
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    DumpSummary dump = contents.get().dump();
    Optional<String> server =
        new RestoreCheck(archive.get(), dump, jobs, report).run(needed, events);
    decode.checkUnread(dump);
    return server;
  }

  private ScratchDatabase requireScratch() {
    if (scratch == null) {
      throw new RefusedException(
          "A proof by restore needs a scratch database; name one, or verify to the depth decode");
    }
    return scratch;
  }

  private Verification recorded(Manifest manifest, Verification verification) {
    verification.warnings().forEach(events::warn);
    try {
      ObjectKey key =
          Uninterrupted.call(() -> EvidenceLog.in(repository).record(manifest, verification));
      return verification.withEvidence(key);
    } catch (LifeboatException e) {
      String warning = "The evidence of this verification could not be stored: " + e.getMessage();
      events.warn(warning);
      return verification.withWarning(warning);
    }
  }
}
