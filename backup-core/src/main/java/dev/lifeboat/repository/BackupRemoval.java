package dev.lifeboat.repository;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Removes backups: the manifest first, so that what is listed is whole at any moment. */
final class BackupRemoval {
  private BackupRemoval() {}

  /**
   * Removes the data of a backup that is not listed, its signature and its evidence.
   *
   * @return how many objects and bytes are gone
   * @throws RefusedException if the backup is listed
   */
  static Removed removeData(Storage storage, String source, BackupId id) {
    if (storage.find(Layout.manifest(source, id)).isPresent()) {
      throw new RefusedException(
          "Backup %s is listed in %s; unlist it before removing its data"
              .formatted(id, storage.location()));
    }
    // Data last: what stays of it is found by a later sweep, the others alone would not be.
    return remove(storage, Layout.manifests(source), key -> Layout.isSignature(key, id))
        .plus(remove(storage, Layout.evidence(source, id), key -> true))
        .plus(remove(storage, Layout.backup(source, id), key -> true));
  }

  private static Removed remove(Storage storage, ObjectKey folder, Predicate<ObjectKey> which) {
    List<StoredObject> objects;
    try (Stream<StoredObject> listed = storage.list(folder)) {
      objects = listed.filter(object -> which.test(object.key())).toList();
    }
    long sizeBytes = 0;
    for (StoredObject object : objects) {
      storage.delete(object.key());
      sizeBytes += object.sizeBytes();
    }
    return new Removed(objects.size(), sizeBytes);
  }
}
