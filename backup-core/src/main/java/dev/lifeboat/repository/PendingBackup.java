package dev.lifeboat.repository;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup on its way into a storage: its parts, then its signature, then its manifest.
 *
 * <p>Until the commit nothing is listed. Closing without a commit removes what was uploaded, as far
 * as the storage allows; what cannot be removed is a {@link Leftover}. Where it is not known
 * whether the commit took effect, nothing is removed.
 */
final class PendingBackup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PendingBackup.class);

  private final Storage storage;
  private final String source;
  private final BackupId id;
  private boolean finished;

  PendingBackup(Storage storage, String source, BackupId id) {
    this.storage = storage;
    this.source = source;
    this.id = id;
  }

  BackupId id() {
    return id;
  }

  /**
   * Begins a part, by any thread.
   *
   * @param committed hears of the part once it is stored
   */
  PartUpload upload(String name, Encryption encryption, Consumer<StoredPart> committed)
      throws IOException {
    ObjectKey key = Layout.backup(source, id).resolve(name);
    return new PartUpload(storage, key, encryption, committed);
  }

  /** Lists the backup, whose parts are all stored. Only once. */
  void commit(Manifest manifest, Optional<Signer> signer) {
    requireStillThere(manifest);
    byte[] json = ManifestJson.write(manifest);
    signer.ifPresent(key -> ManifestSignature.store(storage, manifest, json, key));
    ManifestCommit commit = new ManifestCommit(storage, manifest, json);
    try {
      commit.run();
    } finally {
      finished = !commit.hadNoEffect();
    }
  }

  /** Removes what was uploaded unless it was committed, or may have been; interrupted or not. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      Uninterrupted.run(() -> BackupRemoval.removeData(storage, source, id));
    } catch (LifeboatException e) {
      LOG.warn(
          "Backup {} was given up and some of its data stays in {} until a prune sweeps it: {}",
          id,
          storage.location(),
          e.getMessage());
    }
  }

  /**
   * A sweep with too short a grace period, or a hand, may have removed parts of a long backup: what
   * is not whole must not be listed. Credentials that may only write cannot look.
   */
  private void requireStillThere(Manifest manifest) {
    Map<String, Long> sizes;
    try (Stream<StoredObject> objects = storage.list(Layout.backup(source, id))) {
      sizes = objects.collect(Collectors.toMap(o -> o.key().name(), StoredObject::sizeBytes));
    } catch (PermissionDeniedException e) {
      LOG.debug("Backup {} is committed without looking at its parts again", id, e);
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
}
