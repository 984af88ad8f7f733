package dev.lifeboat.repository;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds backups by their manifests.
 *
 * @param storage that the repository is in
 * @param manifests reads them, and believes them or not
 */
record BackupSearch(Storage storage, ManifestReader manifests) {
  /** All manifests of a source, those that are not believed apart. */
  Survey survey(String source) {
    List<Manifest> believed = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    for (BackupId id : ids(source)) {
      try {
        manifests.find(source, id).ifPresent(believed::add);
      } catch (DamagedException | NewerFormatException | PermissionDeniedException e) {
        rejected.add(new Rejected(source, id, e));
      }
    }
    return Survey.of(believed, rejected);
  }

  /**
   * The same, where a manifest that is not believed may be an attack if signatures are asked for.
   *
   * @throws DamagedException if so
   */
  Survey dependable(String source) {
    Survey survey = survey(source);
    if (manifests.isStrict()) {
      survey.requireAllBelieved();
    }
    return survey;
  }

  /**
   * Looks a backup up, whatever its source.
   *
   * @throws DamagedException if its manifest is not believed, and there is no other of that id
   */
  Optional<Manifest> find(BackupId id) {
    Optional<DamagedException> damage = Optional.empty();
    for (String source : new SourceFolders(storage).withManifests()) {
      try {
        Optional<Manifest> found = manifests.find(source, id);
        if (found.isPresent()) {
          return found;
        }
      } catch (DamagedException e) {
        if (manifests.isStrict()) {
          throw e;
        }
        damage = Optional.of(e);
      }
    }
    if (damage.isPresent()) {
      throw damage.get();
    }
    return Optional.empty();
  }

  private List<BackupId> ids(String source) {
    SourceFolders.requireName(source);
    List<BackupId> ids;
    try (Stream<StoredObject> objects = storage.list(Layout.manifests(source))) {
      ids = objects.flatMap(object -> Layout.idOfManifest(object.key().name()).stream()).toList();
    }
    if (ids.isEmpty()) {
      new SourceFolders(storage).withManifests(); // refuses a place that is no repository
    }
    return ids;
  }
}
