package dev.lifeboat;

import dev.lifeboat.Setup.Ending;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.Listener;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.StoredArchive;
import dev.lifeboat.repository.StoredPart;
import dev.lifeboat.repository.Survey;
import dev.lifeboat.repository.VolumeReads;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.EvidenceLog;
import dev.lifeboat.verify.ScratchDatabase;
import dev.lifeboat.verify.StoredEvidence;
import dev.lifeboat.verify.StoredVerification;
import dev.lifeboat.verify.Verification;
import dev.lifeboat.verify.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one door to Lifeboat: composed once, then verbs. Thread-safe.
 *
 * <p>It closes nothing that the host passed in, and holds nothing open between verbs. Verbs throw
 * {@link dev.lifeboat.error.LifeboatException}s, sorted by what the caller can do next, and tell
 * the listener progress, warnings and how they ended.
 */
public final class Lifeboat {
  private final Setup setup;

  private Lifeboat(Setup setup) {
    this.setup = setup;
  }

  /** Begins to compose. A storage is needed; the rest depends on the verbs to be used. */
  public static Builder builder() {
    return new Builder();
  }

  /** The repository underneath, for hosts that compose their own verbs. */
  public Repository repository() {
    return setup.repository();
  }

  /**
   * Backs the only source up: dump, compress, encrypt, store, commit.
   *
   * @return the backup, which now exists and is listed
   */
  public Backup backup() {
    return backup(BackupRequest.create());
  }

  /**
   * Backs a source up: dump, compress, encrypt, store, commit. When it fails nothing is listed, and
   * what was stored is removed as far as the storage allows.
   *
   * @return the backup, which now exists and is listed
   * @throws RefusedException if there is no such source, or no encryption was chosen; {@link
   *     Plaintext} says in so many words that none is wanted
   * @throws dev.lifeboat.error.UnknownOutcomeException if the answer to the commit was lost and
   *     cannot be found out; list the backups before trying again
   */
  public Backup backup(BackupRequest request) {
    Given.value(request, "the request");
    return setup.run(
        "backup",
        events -> new Backup(BackingUp.run(setup, request, events)),
        backup -> Ending.well(sentence(backup)));
  }

  /** The names of the sources that the repository has backups of. */
  public List<String> sources() {
    return setup.repository().sources();
  }

  /** All backups of all sources, by source, oldest first. */
  public List<Backup> backups() {
    return sources().stream().flatMap(source -> backups(source).stream()).toList();
  }

  /**
   * The backups of a source, oldest first; none if it has none. The listener is warned of what lies
   * where a backup would and is not believed to be one.
   */
  public List<Backup> backups(String source) {
    Given.value(source, "the name of a source");
    Survey survey = setup.repository().dependable(source);
    Events events = setup.events("list");
    survey.rejectedWarnings().forEach(events::warn);
    return survey.backups().stream().map(Backup::new).toList();
  }

  /** Looks a backup up, whatever its source. */
  public Optional<Backup> find(BackupId id) {
    Given.value(id, "the id of a backup");
    return setup.repository().find(id).map(Backup::new);
  }

  /**
   * A backup, whatever its source.
   *
   * @throws RefusedException if there is none of that id
   */
  public Backup show(BackupId id) {
    return new Backup(setup.require(id));
  }

  /**
   * The newest backup of the only source.
   *
   * @throws RefusedException if there is no backup, or if backups of several sources are there and
   *     none was configured
   */
  public Backup latest() {
    return latest(setup.onlySource());
  }

  /**
   * The newest backup of a source; one that holds a part of it only where there is no whole one. A
   * backup that is dated later than now, or whose manifest is not believed, is passed over, and the
   * listener is warned of it.
   *
   * @throws RefusedException if it has none
   */
  public Backup latest(String source) {
    Given.value(source, "the name of a source");
    Newest newest = Newest.of(setup, source);
    Events events = setup.events("latest");
    newest.warn(events);
    setup.warnOfClock(events);
    return newest
        .manifest()
        .map(Backup::new)
        .orElseThrow(
            () ->
                new RefusedException(
                    "There is no backup of %s in %s; back it up first%s"
                        .formatted(source, setup.repository().location(), newest.passedOver())));
  }

  /**
   * The private index of a backup: its tables with rows and digests. Needs the decryption.
   *
   * @throws dev.lifeboat.error.DamagedException if it is not what was written
   */
  public Contents contents(BackupId id) {
    Manifest manifest = setup.require(id);
    return setup.on(manifest, () -> setup.repository().contents(manifest, setup.decryption()));
  }

  /**
   * The table of contents of a backup: what a restore can choose from. Needs the decryption.
   *
   * @throws dev.lifeboat.error.DamagedException if it is not what was written
   */
  public Toc toc(BackupId id) {
    Manifest manifest = setup.require(id);
    return setup.on(manifest, () -> tocOf(manifest));
  }

  private Toc tocOf(Manifest manifest) {
    Contents contents = setup.repository().contents(manifest, setup.decryption());
    try (StoredArchive archive =
        setup.repository().open(manifest, contents, setup.decryption(), VolumeReads.THRIFTY)) {
      return archive.toc();
    }
  }

  /**
   * What verifications of a backup have left as evidence, in the order in which it was stored. The
   * listener is warned of evidence that is dated later than now or damaged, which proves nothing.
   */
  public List<Verification> evidence(BackupId id) {
    StoredEvidence evidence = EvidenceLog.in(setup.repository()).of(setup.require(id));
    Events events = setup.events("evidence");
    new Proofs(evidence, setup.clock().instant()).warnings().forEach(events::warn);
    setup.warnOfClock(events);
    return evidence.verifications().stream().map(StoredVerification::verification).toList();
  }

  /** Verifies a backup. */
  public Verification verify(BackupId id, Depth depth) {
    return verify(VerifyRequest.of(id, depth));
  }

  /**
   * Verifies a backup and stores the outcome, whatever it is, as evidence. What is wrong with the
   * backup is no exception but a {@link dev.lifeboat.verify.Finding}.
   *
   * <p>{@link Depth#DECODE} needs the decryption, {@link Depth#RESTORE} a scratch database as well.
   *
   * @throws RefusedException if there is no such backup, or something that the depth needs was not
   *     configured
   * @throws dev.lifeboat.error.RetryableException if the storage cannot be reached
   */
  public Verification verify(VerifyRequest request) {
    Given.value(request, "the request");
    return setup.run(
        "verify",
        events ->
            verifier(events, request).verify(setup.require(request.id(), events), request.depth()),
        Lifeboat::ending);
  }

  /** Checks that the keys of this host open the newest backup of every source. */
  public Canary canary() {
    return canary(CanaryRequest.create());
  }

  /**
   * Checks that the keys of this host still open the newest backup of each source, and that it is
   * not too old, passing over what is dated later than now: to be run at the host's start and on a
   * schedule, since a lost key is noticed by nothing else until a restore. Reads the manifests, and
   * the beginning of one small object each. What is wrong is no exception but a {@link KeyCheck}
   * that does not pass.
   *
   * @throws dev.lifeboat.error.RetryableException if the storage cannot be reached
   */
  public Canary canary(CanaryRequest request) {
    Given.value(request, "the request");
    return setup.run("canary", events -> Canarying.run(setup, request, events), Canary::ending);
  }

  /**
   * Plans to exchange the recipients of all backups, without decrypting their data; nothing is
   * changed until {@link RekeyPlan#apply()}. Signed backups need the signing key.
   *
   * @throws RefusedException if a backup could not be treated so; nothing is changed then
   */
  public RekeyPlan planRekey(RekeyRequest request) {
    Given.value(request, "the request");
    return new Rekeying(setup, request).plan();
  }

  /** Plans to prune all sources in the repository. */
  public PrunePlan planPrune(RetentionPolicy policy) {
    return planPrune(PruneRequest.of(policy));
  }

  /**
   * Plans what to remove, and says why; nothing is removed until {@link PrunePlan#apply()}.
   *
   * @throws RefusedException if the policy keeps nothing; if this host's clock and the storage's
   *     differ by more than five minutes; or if no backup of a source succeeded for longer than
   *     three usual intervals, unless the request allows that
   */
  public PrunePlan planPrune(PruneRequest request) {
    Given.value(request, "the request");
    return new Pruning(setup, request).plan();
  }

  /**
   * Writes a backup as one custom-format archive, which {@code pg_restore} reads. Needs the
   * decryption. What was written is an archive only if this returns.
   *
   * @param id the backup
   * @param out where to; stays open
   * @throws IOException if it cannot be written there
   * @throws dev.lifeboat.error.DamagedException if what is stored is not what was written
   */
  public Exported export(BackupId id, OutputStream out) throws IOException {
    Given.value(id, "the id of a backup");
    Given.value(out, "the output");
    return setup.run(
        "export",
        events -> exportTo(out, setup.require(id, events), events),
        exported ->
            Ending.well(
                "Backup %s is written out: %d bytes"
                    .formatted(exported.id(), exported.sizeBytes())));
  }

  /**
   * Writes the roles and tablespaces that were kept with a backup, as a script that {@code psql}
   * runs. Needs the decryption. What was written is whole only if this returns.
   *
   * @param id the backup
   * @param out where to; stays open
   * @throws RefusedException if none were kept with it
   * @throws IOException if it cannot be written there
   * @throws dev.lifeboat.error.DamagedException if what is stored is not what was written
   */
  public void exportGlobals(BackupId id, OutputStream out) throws IOException {
    Given.value(id, "the id of a backup");
    Given.value(out, "the output");
    Manifest manifest = setup.require(id);
    setup.on(
        manifest,
        () ->
            setup
                .repository()
                .globals(manifest, setup.decryption(), script -> script.transferTo(out)));
  }

  /** Restores a backup. */
  public Restored restore(BackupId id, Target target) {
    return restore(RestoreRequest.of(id, target));
  }

  /**
   * Restores a backup into a database that is new or empty. Needs the decryption.
   *
   * @return what is now in the target
   * @throws RefusedException if there is no such backup, the target is not empty, roles are
   *     missing, or the server refuses what the backup holds
   * @throws dev.lifeboat.error.DamagedException if what is stored is not what was written
   * @throws dev.lifeboat.error.RetryableException if a connection was lost
   */
  public Restored restore(RestoreRequest request) {
    Given.value(request, "the request");
    return setup.run(
        "restore",
        events -> Restoring.run(setup, request, events),
        restored ->
            Ending.well(
                "Backup %s is restored: %d rows in %d tables"
                    .formatted(
                        restored.id(),
                        restored.result().rows(),
                        restored.result().tables().size())));
  }

  private Exported exportTo(OutputStream out, Manifest manifest, Events events) throws IOException {
    long plainBytes = manifest.volumes().stream().mapToLong(StoredPart::plainSizeBytes).sum();
    try (ProgressMeter meter = events.measure("export", plainBytes)) {
      MeteredOutput metered = new MeteredOutput(out, meter);
      long sizeBytes =
          setup.on(
              manifest, () -> setup.repository().exportTo(manifest, setup.decryption(), metered));
      metered.flush();
      return new Exported(manifest.id(), sizeBytes);
    }
  }

  private static String sentence(Backup backup) {
    return "Backup %s of %s is stored: %d rows in %d tables, %d bytes"
        .formatted(
            backup.id(),
            backup.source(),
            backup.totals().rows(),
            backup.totals().tables(),
            backup.totals().storedBytes());
  }

  private Verifier verifier(Events events, VerifyRequest request) {
    Verifier verifier =
        Verifier.of(setup.repository(), events, setup.clock())
            .withDecryption(setup.decryption())
            .withJobs(request.jobs());
    ScratchDatabase scratch = setup.scratch();
    return scratch == null ? verifier : verifier.withScratch(scratch);
  }

  private static Ending ending(Verification verification) {
    String sentence =
        "Backup %s to the depth %s: %s"
            .formatted(
                verification.id(), verification.depth().word(), verification.outcome().word());
    if (verification.proved()) {
      return Ending.well(sentence);
    }
    return Ending.badly(sentence + "; " + verification.findings().get(0).words());
  }

  /** Composes a {@link Lifeboat}. For one thread at a time; can be used again after building. */
  public static final class Builder {
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private @Nullable Storage storage;
    private @Nullable Encryption encryption;
    private Decryption decryption = Plaintext.INSTANCE;
    private @Nullable Signer signer;
    private @Nullable SignatureVerifier verifier;
    private @Nullable ScratchDatabase scratch;
    private Listener listener = Listener.NONE;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * Adds a database to back up. Needed for backups alone.
     *
     * @throws RefusedException if there is a source of that name already
     */
    public Builder source(Source source) {
      if (sources.putIfAbsent(Given.value(source, "a source").name(), source) != null) {
        throw new RefusedException(
            "There is a source '%s' already; give each source a name of its own"
                .formatted(source.name()));
      }
      return this;
    }

    /** Where backups are kept. */
    public Builder storage(Storage kept) {
      this.storage = Given.value(kept, "the storage");
      return this;
    }

    /**
     * How backups are encrypted. Needed for backups; {@link Plaintext} says that none is wanted.
     */
    public Builder encryption(Encryption chosen) {
      this.encryption = Given.value(chosen, "the encryption");
      return this;
    }

    /** How backups are decrypted. Needed to look inside them; not for unencrypted ones. */
    public Builder decryption(Decryption chosen) {
      this.decryption = Given.value(chosen, "the decryption");
      return this;
    }

    /** What signs the manifests of backups. Not needed; without it nothing is signed. */
    public Builder signing(Signer chosen) {
      this.signer = Given.value(chosen, "what signs");
      return this;
    }

    /**
     * Whose signatures are trusted: every other backup is refused by every verb, and none is made
     * that is not signed so. Without it no signature is looked at.
     */
    public Builder verification(SignatureVerifier chosen) {
      this.verifier = Given.value(chosen, "what verifies signatures");
      return this;
    }

    /** Where backups are restored into to prove them. Needed for {@link Depth#RESTORE}. */
    public Builder scratch(ScratchDatabase chosen) {
      this.scratch = Given.value(chosen, "the scratch database");
      return this;
    }

    /** Who hears progress, warnings and results. */
    public Builder listener(Listener chosen) {
      this.listener = Given.value(chosen, "the listener");
      return this;
    }

    /** What time it is; the system's clock unless said otherwise. */
    public Builder clock(InstantSource chosen) {
      this.clock = Given.value(chosen, "the clock");
      return this;
    }

    /**
     * The door.
     *
     * @throws RefusedException if no storage was given
     */
    public Lifeboat build() {
      if (storage == null) {
        throw new RefusedException("No storage was given; say where backups are kept");
      }
      Repository repository = Repository.in(storage);
      return new Lifeboat(
          new Setup(
              Collections.unmodifiableMap(new LinkedHashMap<>(sources)),
              verifier == null ? repository : repository.trusting(verifier),
              encryption,
              decryption,
              signer,
              scratch,
              listener,
              clock));
    }
  }
}
