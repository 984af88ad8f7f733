package dev.lifeboat.repository;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.dump.VolumeSink;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup that is being written: volumes by several threads, then {@link #commit} by one.
 *
 * <p>Until the commit nothing is listed. Closing without a commit removes what was uploaded, as far
 * as the storage allows; what cannot be removed is a {@link Leftover}. Where it is not known
 * whether the commit took effect, nothing is removed.
 */
public final class BackupWriter implements VolumeSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupWriter.class);

  private final Storage storage;
  private final NewBackup plan;
  private final BackupId id;
  private final Instant createdAt;
  private final long sequence;
  private final Map<Integer, StoredPart> volumes = new ConcurrentSkipListMap<>();
  private @Nullable StoredPart globals;
  private boolean finished;

  BackupWriter(Storage storage, NewBackup plan, long sequence) {
    this.storage = storage;
    this.plan = plan;
    this.sequence = sequence;
    this.createdAt = plan.clock().instant();
    this.id = BackupId.create(createdAt);
  }

  /** The backup that is to be. */
  public BackupId id() {
    return id;
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
  public void store(Globals kept) {
    globals = storeCompressed(Layout.globalsName(plan.encryption().extension()), kept::writeTo);
  }

  /**
   * Stores the contents, then the manifest: from here on the backup exists. Only once.
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
    StoredPart contents = storeContents(new Contents(id, dump));
    Manifest manifest = manifest(dump, stored, contents);
    requireStillThere(manifest);
    ManifestCommit commit = new ManifestCommit(storage, manifest);
    try {
      commit.run();
    } finally {
      finished = !commit.hadNoEffect();
    }
    return manifest;
  }

  /** Removes what was uploaded unless it was committed, or may have been. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      BackupRemoval.removeData(storage, plan.source(), id);
    } catch (LifeboatException e) {
      LOG.warn(
          "Backup {} was given up and some of its data stays in {} until a prune sweeps it: {}",
          id,
          storage.location(),
          e.getMessage());
    }
  }

  private PartUpload upload(String name, Consumer<StoredPart> committed) throws IOException {
    ObjectKey key = Layout.backup(plan.source(), id).resolve(name);
    return new PartUpload(storage, key, plan.encryption(), committed);
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
              .formatted(name, id, storage.location(), e.getMessage()),
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
        id,
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

  /**
   * A sweep with too short a grace period, or a hand, may have removed volumes of a long backup:
   * what is not whole must not be listed. Credentials that may only write cannot look.
   */
  private void requireStillThere(Manifest manifest) {
    Map<String, Long> sizes;
    try (Stream<StoredObject> objects = storage.list(Layout.backup(plan.source(), id))) {
      sizes = objects.collect(Collectors.toMap(o -> o.key().name(), StoredObject::sizeBytes));
    } catch (RefusedException e) {
      LOG.debug("Backup {} is committed without looking at its volumes again", id, e);
      return;
    }
    for (StoredPart part : manifest.parts()) {
      Long size = sizes.get(part.name());
      if (size == null || size != part.sizeBytes()) {
        throw new DamagedException(
            "'%s' of backup %s is no longer in %s as it was stored; back up again, and let no prune"
                    .formatted(part.name(), id, storage.location())
                + " sweep what is younger than a backup takes");
      }
    }
  }

  /** Writes something to be stored. */
  @FunctionalInterface
  private interface Document {
    void writeTo(OutputStream out) throws IOException;
  }
}
