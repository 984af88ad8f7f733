package dev.lifeboat.repository;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.dump.VolumeSink;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backup that is being written: volumes by several threads, then {@link #commit} by one.
 *
 * <p>Until the commit nothing is listed. Closing without a commit removes what was uploaded, as far
 * as the storage allows; what cannot be removed is a {@link Leftover}. Where it is not known
 * whether the commit took effect, nothing is removed.
 */
public final class BackupWriter implements VolumeSink, AutoCloseable {
  private final Storage storage;
  private final NewBackup plan;
  private final long sequence;
  private final RepositoryMark mark;
  private final Map<Integer, StoredPart> volumes = new ConcurrentSkipListMap<>();
  private Instant createdAt;
  private volatile PendingBackup pending; // whoever shows progress asks for its id
  private @Nullable Globals kept;
  private @Nullable StoredPart globals;

  BackupWriter(Storage storage, NewBackup plan, long sequence, RepositoryMark mark) {
    this.storage = storage;
    this.plan = plan;
    this.sequence = sequence;
    this.mark = mark;
    this.createdAt = plan.clock().instant();
    this.pending = new PendingBackup(storage, plan.source(), BackupId.create(createdAt));
  }

  /**
   * Removes what was uploaded, as {@link #close()} does, and goes on as another backup: nothing is
   * ever stored a second time under the same name.
   */
  @Override
  public boolean discardAll() {
    pending.close();
    volumes.clear();
    createdAt = plan.clock().instant();
    pending = new PendingBackup(storage, plan.source(), BackupId.create(createdAt));
    if (kept != null) {
      store(kept);
    }
    return true;
  }

  /** The backup that is to be; another one after {@link #discardAll()}. */
  public BackupId id() {
    return pending.id();
  }

  /** Whether nothing was ever backed up here, so that this backup begins a repository. */
  public boolean beginsRepository() {
    return mark == RepositoryMark.NOTHING;
  }

  @Override
  public VolumeOutput open(int number) throws IOException {
    String name = Layout.volumeName(number, plan.encryption().extension());
    return upload(name, part -> volumes.put(number, part));
  }

  /**
   * Stores the roles and tablespaces of the source's server beside the volumes. At most once.
   *
   * @throws RetryableException if they cannot be stored
   */
  public void store(Globals read) {
    kept = read;
    globals = storeCompressed(Layout.globalsName(plan.encryption().extension()), read::writeTo);
  }

  /**
   * Stores the contents, then the signature if there is a key, then the manifest: from here on the
   * backup exists. Only once.
   *
   * @param dump what was dumped into the volumes, all of which were committed
   * @return the manifest that is now stored
   * @throws RetryableException if there is no such backup now, and trying again may help
   * @throws dev.lifeboat.error.UnknownOutcomeException if the answer was lost and cannot be found
   *     out; list the backups
   */
  public Manifest commit(DumpSummary dump) {
    requireAllVolumes(dump);
    List<StoredPart> stored = List.copyOf(volumes.values());
    StoredPart contents = storeContents(new Contents(id(), dump));
    Manifest manifest = manifest(dump, stored, contents);
    pending.commit(manifest, plan.signer());
    mark.complete(storage, plan.clock().instant());
    return manifest;
  }

  /** Removes what was uploaded unless it was committed, or may have been. */
  @Override
  public void close() {
    pending.close();
  }

  private PartUpload upload(String name, Consumer<StoredPart> committed) throws IOException {
    return pending.upload(name, plan.encryption(), committed);
  }

  private StoredPart storeContents(Contents contents) {
    return storeCompressed(
        Layout.contentsName(plan.encryption().extension()),
        out -> ContentsJson.write(contents, out));
  }

  private StoredPart storeCompressed(String name, Document document) {
    StoredPart[] stored = new StoredPart[1];
    try (PartUpload upload = upload(name, part -> stored[0] = part)) {
      try (OutputStream compressed = Compression.DEFAULT.compress(upload)) {
        document.writeTo(compressed);
      }
      upload.commit();
    } catch (IOException e) {
      throw new RetryableException(
          "Could not store '%s' of backup %s in %s (%s); back up again"
              .formatted(name, id(), storage.location(), e.getMessage()),
          e);
    }
    return stored[0];
  }

  private Manifest manifest(DumpSummary dump, List<StoredPart> stored, StoredPart contents) {
    long storedBytes =
        contents.sizeBytes()
            + stored.stream().mapToLong(StoredPart::sizeBytes).sum()
            + Optional.ofNullable(globals).map(StoredPart::sizeBytes).orElse(0L);
    return new Manifest(
        FormatVersion.CURRENT,
        id(),
        plan.source(),
        dump.database(),
        createdAt,
        sequence,
        dump.snapshotAt(),
        plan.clock().instant(),
        dump.serverVersion().text(),
        LibraryVersion.current(),
        new EncryptedFor(plan.encryption().scheme(), plan.encryption().recipients()),
        plan.compression().toString(),
        dump.partial().isEmpty() ? Extent.WHOLE : Extent.PARTIAL,
        plan.labels(),
        stored,
        contents,
        Optional.ofNullable(globals),
        Optional.empty(),
        new Totals(dump.tables().size(), dump.rows(), dump.sizeBytes(), storedBytes));
  }

  private void requireAllVolumes(DumpSummary dump) {
    for (int number = 0; number < dump.volumes(); number++) {
      if (!volumes.containsKey(number)) {
        throw new IllegalStateException("Volume " + number + " was not committed");
      }
    }
    if (volumes.size() != dump.volumes()) {
      throw new IllegalStateException(
          "%d volumes were committed instead of %d".formatted(volumes.size(), dump.volumes()));
    }
  }

  /** Writes something to be stored. */
  @FunctionalInterface
  private interface Document {
    void writeTo(OutputStream out) throws IOException;
  }
}
