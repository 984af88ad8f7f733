package dev.lifeboat.repository;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents about backups, stored beside them. */
final class Evidence {
  private Evidence() {}

  /**
   * Stores a document.
   *
   * @throws dev.lifeboat.storage.KeyExistsException if there is one under this key
   */
  static void record(Storage storage, ObjectKey key, byte[] document) {
    try (Upload upload = storage.upload(key)) {
      upload.write(document);
      upload.commit();
    } catch (IOException e) {
      throw new RetryableException(
          "Could not write '%s' to %s (%s); try again"
              .formatted(key, storage.location(), e.getMessage()),
          e);
    }
  }

  /** All documents about a backup, in the order of their names. */
  static List<StoredObject> of(Storage storage, Manifest manifest) {
    try (Stream<StoredObject> objects =
        storage.list(Layout.evidence(manifest.source(), manifest.id()))) {
      return objects.sorted(Comparator.comparing(StoredObject::key)).toList();
    }
  }

  /** The backups of a source of which there is any, listed or not. */
  static Set<BackupId> ids(Storage storage, String source) {
    return new SourceFolders(storage)
        .children(Optional.of(Layout.evidence(source))).stream()
            .filter(BackupId::isValid)
            .map(BackupId::parse)
            .collect(Collectors.toSet());
  }
}
