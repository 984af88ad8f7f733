package dev.lifeboat.repository;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The top of a repository: a folder for each source, and the mark.
 *
 * @param storage that the repository is in
 */
record SourceFolders(Storage storage) {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFolders.class);

  /**
   * The sources that have backups, in their order.
   *
   * @throws RefusedException if something else is kept there
   */
  List<String> withManifests() {
    List<String> children = children(Optional.empty());
    List<String> sources = children.stream().filter(name -> has(name, Layout.MANIFESTS)).toList();
    if (sources.isEmpty() && !children.isEmpty()) {
      requireOurs(children);
    }
    return sources;
  }

  /** The sources that have backups, or of which one was begun. */
  List<String> withData() {
    return children(Optional.empty()).stream().filter(this::isSource).toList();
  }

  /**
   * Refuses a place where nothing was ever backed up.
   *
   * @throws RefusedException if there is no repository, or something else is kept there
   */
  void requireAny() {
    List<String> children = children(Optional.empty());
    if (children.isEmpty()) {
      throw new RefusedException(
          "There is no repository in %s: nothing was ever backed up there, or its file system is not mounted; check the location, or back up first"
              .formatted(storage.location()));
    }
    requireOurs(children);
  }

  /**
   * Refuses what cannot name a source.
   *
   * @throws RefusedException if it cannot
   */
  static void requireName(String source) {
    if (!ObjectKey.isSegment(Given.value(source, "the name of the source"))) {
      throw new RefusedException(
          "'%s' cannot name a source; use letters, digits, '.', '_' and '-'"
              .formatted(source.replaceAll("[^\\x20-\\x7e]", "?")));
    }
  }

  /**
   * Refuses a source that would share its folder with another one, as on file systems that do not
   * tell upper case from lower case. Whoever may only write cannot look.
   *
   * @throws RefusedException if there is such another one
   */
  static void requireOwn(Storage storage, String source) {
    SourceFolders folders = new SourceFolders(storage);
    try {
      List<String> children = folders.children(Optional.empty());
      if (children.contains(source)
          || folders.children(Optional.of(ObjectKey.of(source))).isEmpty()) {
        return;
      }
      for (String other : children) {
        if (other.equalsIgnoreCase(source)) {
          throw new RefusedException(
              "Sources '%s' and '%s' would share a folder in %s, which does not tell their cases apart; give the source another name"
                  .formatted(source, other, storage.location()));
        }
      }
    } catch (PermissionDeniedException e) {
      LOG.debug("Source {} is backed up without looking at the others", source, e);
    }
  }

  /** The names below a folder, or at the top. */
  List<String> children(Optional<ObjectKey> folder) {
    try (Stream<String> children = storage.children(folder)) {
      return children.toList();
    }
  }

  /** Where a first backup is under way, or broke off, there are backups but no manifests yet. */
  private void requireOurs(List<String> children) {
    if (!children.contains(RepositoryMark.NAME) && children.stream().noneMatch(this::isSource)) {
      throw new RefusedException(
          "%s holds '%s' and no backups; check the location of the repository"
              .formatted(storage.location(), children.get(0)));
    }
  }

  private boolean isSource(String name) {
    return has(name, Layout.MANIFESTS) || has(name, Layout.BACKUPS);
  }

  private boolean has(String source, String folder) {
    return ObjectKey.isSegment(source)
        && children(Optional.of(ObjectKey.of(source))).contains(folder);
  }
}
