package dev.lifeboat.repository;

import dev.lifeboat.storage.ObjectKey;
import java.util.Optional;

/** Where everything lies in a storage; {@code docs/format.md} tells the same to people. */
final class Layout {
  static final String MANIFESTS = "manifests";
  static final String BACKUPS = "backups";
  private static final String EVIDENCE = "evidence";
  private static final String JSON = ".json";

  private Layout() {}

  static ObjectKey manifests(String source) {
    return ObjectKey.of(source, MANIFESTS);
  }

  static ObjectKey manifest(String source, BackupId id) {
    return manifests(source).resolve(id + JSON);
  }

  /** The signature of a manifest, which stock programs look for under this very name. */
  static ObjectKey signature(String source, BackupId id, String extension) {
    return manifests(source).resolve(id + JSON + "." + extension);
  }

  /** Whether an object is a signature of a backup's manifest, whatever the extension. */
  static boolean isSignature(ObjectKey key, BackupId id) {
    return key.name().startsWith(id + JSON + ".");
  }

  /** The backup that a manifest's name stands for, if it is such a name. */
  static Optional<BackupId> idOfManifest(String name) {
    if (!name.endsWith(JSON)) {
      return Optional.empty();
    }
    String id = name.substring(0, name.length() - JSON.length());
    return BackupId.isValid(id) ? Optional.of(BackupId.parse(id)) : Optional.empty();
  }

  static ObjectKey backups(String source) {
    return ObjectKey.of(source, BACKUPS);
  }

  static ObjectKey backup(String source, BackupId id) {
    return backups(source).resolve(id.value());
  }

  /** The backup whose data an object is, if it is any's. */
  static Optional<BackupId> idOfData(String source, ObjectKey key) {
    String rest = key.value().substring(backups(source).value().length() + 1);
    String id = rest.split("/", 2)[0];
    return BackupId.isValid(id) ? Optional.of(BackupId.parse(id)) : Optional.empty();
  }

  static ObjectKey part(Manifest manifest, StoredPart part) {
    return backup(manifest.source(), manifest.id()).resolve(part.name());
  }

  static ObjectKey evidence(String source) {
    return ObjectKey.of(source, EVIDENCE);
  }

  static ObjectKey evidence(String source, BackupId id) {
    return evidence(source).resolve(id.value());
  }

  static String volumeName(int number, String extension) {
    return withExtension("volume-%05d.dump".formatted(number), extension);
  }

  static String contentsName(String extension) {
    return withExtension("contents.json.zst", extension);
  }

  static String globalsName(String extension) {
    return withExtension("globals.sql.zst", extension);
  }

  private static String withExtension(String name, String extension) {
    return extension.isEmpty() ? name : name + "." + extension;
  }
}
