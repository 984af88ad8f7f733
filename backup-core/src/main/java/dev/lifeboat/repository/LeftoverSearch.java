package dev.lifeboat.repository;

import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds data without a manifest. */
final class LeftoverSearch {
  private LeftoverSearch() {}

  /** All of a source, however young. */
  static List<Leftover> in(Storage storage, String source) {
    Map<BackupId, Leftover> found = new TreeMap<>();
    try (Stream<StoredObject> objects = storage.list(Layout.backups(source))) {
      objects.forEach(object -> add(source, object, found));
    }
    // Manifests after data: what is committed in between is not taken for a left-over.
    try (Stream<StoredObject> manifests = storage.list(Layout.manifests(source))) {
      manifests.forEach(
          object -> Layout.idOfManifest(object.key().name()).ifPresent(found::remove));
    }
    return List.copyOf(found.values());
  }

  private static void add(String source, StoredObject object, Map<BackupId, Leftover> found) {
    Optional<BackupId> id = Layout.idOfData(source, object.key());
    id.ifPresent(
        known ->
            found.merge(
                known,
                new Leftover(source, known, 1, object.sizeBytes(), object.storedAt()),
                LeftoverSearch::sum));
  }

  private static Leftover sum(Leftover one, Leftover other) {
    Instant newestAt = one.newestAt().isAfter(other.newestAt()) ? one.newestAt() : other.newestAt();
    return new Leftover(
        one.source(),
        one.id(),
        one.objects() + other.objects(),
        one.sizeBytes() + other.sizeBytes(),
        newestAt);
  }
}
