package dev.lifeboat;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.event.Listener;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.ScratchDatabase;
import dev.lifeboat.verify.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
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
  private Lifeboat(Builder builder) {
    throw new UnsupportedOperationException(builder.toString());
  }

  /** Begins to compose. A storage is needed; the rest depends on the verbs to be used. */
  public static Builder builder() {
    return new Builder();
  }

  /** The repository underneath, for hosts that compose their own verbs. */
  public Repository repository() {
    throw new UnsupportedOperationException();
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
   * @throws dev.lifeboat.error.RefusedException if there is no such source, or no encryption was
   *     chosen; {@link dev.lifeboat.codec.Plaintext} says in so many words that none is wanted
   * @throws dev.lifeboat.error.UnknownOutcomeException if the answer to the commit was lost and
   *     cannot be found out; list the backups before trying again
   */
  public Backup backup(BackupRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /** The names of the sources that the repository has backups of. */
  public List<String> sources() {
    throw new UnsupportedOperationException();
  }

  /** All backups of all sources, by source, oldest first. */
  public List<Backup> backups() {
    throw new UnsupportedOperationException();
  }

  /** The backups of a source, oldest first; none if it has none. */
  public List<Backup> backups(String source) {
    throw new UnsupportedOperationException(source);
  }

  /** Looks a backup up, whatever its source. */
  public Optional<Backup> find(BackupId id) {
    throw new UnsupportedOperationException(id.toString());
  }

  /**
   * A backup, whatever its source.
   *
   * @throws dev.lifeboat.error.RefusedException if there is none of that id
   */
  public Backup show(BackupId id) {
    throw new UnsupportedOperationException(id.toString());
  }

  /**
   * The newest backup of the only source.
   *
   * @throws dev.lifeboat.error.RefusedException if there is no backup, or if backups of several
   *     sources are there and none was configured
   */
  public Backup latest() {
    throw new UnsupportedOperationException();
  }

  /**
   * The newest backup of a source.
   *
   * @throws dev.lifeboat.error.RefusedException if it has none
   */
  public Backup latest(String source) {
    throw new UnsupportedOperationException(source);
  }

  /**
   * The private index of a backup: its tables with rows and digests. Needs the decryption.
   *
   * @throws dev.lifeboat.error.DamagedException if it is not what was written
   */
  public Contents contents(BackupId id) {
    throw new UnsupportedOperationException(id.toString());
  }

  /** What verifications of a backup have left as evidence, oldest first. */
  public List<Verification> evidence(BackupId id) {
    throw new UnsupportedOperationException(id.toString());
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
   * @throws dev.lifeboat.error.RefusedException if there is no such backup, or something that the
   *     depth needs was not configured
   * @throws dev.lifeboat.error.RetryableException if the storage cannot be reached
   */
  public Verification verify(VerifyRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /** Plans to prune all sources in the repository. */
  public PrunePlan planPrune(RetentionPolicy policy) {
    return planPrune(PruneRequest.of(policy));
  }

  /**
   * Plans what to remove, and says why; nothing is removed until {@link PrunePlan#apply()}.
   *
   * @throws dev.lifeboat.error.RefusedException if the policy keeps nothing
   */
  public PrunePlan planPrune(PruneRequest request) {
    throw new UnsupportedOperationException(request.toString());
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
    throw new UnsupportedOperationException(id.toString() + out);
  }

  /** Composes a {@link Lifeboat}. For one thread at a time; can be used again after building. */
  public static final class Builder {
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private @Nullable Storage storage;
    private @Nullable Encryption encryption;
    private @Nullable Decryption decryption;
    private @Nullable ScratchDatabase scratch;
    private Listener listener = Listener.NONE;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /** Adds a database to protect. Needed for backups alone. */
    public Builder source(Source source) {
      sources.put(source.name(), source);
      return this;
    }

    /** Where backups are kept. */
    public Builder storage(Storage kept) {
      this.storage = kept;
      return this;
    }

    /**
     * How backups are encrypted. Needed for backups; {@link dev.lifeboat.codec.Plaintext} says that
     * none is wanted.
     */
    public Builder encryption(Encryption chosen) {
      this.encryption = chosen;
      return this;
    }

    /** How backups are decrypted. Needed to look inside them; not for unencrypted ones. */
    public Builder decryption(Decryption chosen) {
      this.decryption = chosen;
      return this;
    }

    /** Where backups are restored into to prove them. Needed for {@link Depth#RESTORE}. */
    public Builder scratch(ScratchDatabase chosen) {
      this.scratch = chosen;
      return this;
    }

    /** Who hears progress, warnings and results. */
    public Builder listener(Listener chosen) {
      this.listener = chosen;
      return this;
    }

    /** What time it is; the system's clock unless said otherwise. */
    public Builder clock(InstantSource chosen) {
      this.clock = chosen;
      return this;
    }

    /**
     * The door.
     *
     * @throws dev.lifeboat.error.RefusedException if no storage was given
     */
    public Lifeboat build() {
      return new Lifeboat(this);
    }

    @Override
    public String toString() {
      return "" + storage + encryption + decryption + scratch + listener + clock + sources;
    }
  }
}
