package dev.lifeboat.repository;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import java.util.List;
import java.util.stream.Stream;

/** Removes backups: the manifest first, so that what is listed is whole at any moment. */
final class BackupRemoval {
  private BackupRemoval() {}

  /**
   * Removes the data of a backup that is not listed, and its evidence.
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
    // Evidence first: data that stays is found by a later sweep, evidence alone would not be.
    return removeBelow(storage, Layout.evidence(source, id))
        .plus(removeBelow(storage, Layout.backup(source, id)));
  }

  private static Removed removeBelow(Storage storage, ObjectKey folder) {
    List<StoredObject> objects;
    try (Stream<StoredObject> listed = storage.list(folder)) {
      objects = listed.toList();
    }
    long sizeBytes = 0;
    for (StoredObject object : objects) {
      storage.delete(object.key());
      sizeBytes += object.sizeBytes();
    }
    return new Removed(objects.size(), sizeBytes);
  }
}
