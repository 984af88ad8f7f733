package dev.lifeboat.repository;

import dev.lifeboat.codec.json.JsonOutput;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import dev.lifeboat.storage.Storage;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small object that says that a place is a repository, so that one without backups is not the
 * same as an empty place, such as a mount point whose file system is not mounted. It is stored with
 * the first backup, once and for all; repositories of earlier versions get it with the next one.
 */
enum RepositoryMark {
  /** It is there. */
  STORED,
  /** It is not there, and neither is any backup: the next one begins a repository. */
  NOTHING,
  /** It is not there, or whoever asks may not look. */
  UNKNOWN;

  static final String NAME = "lifeboat-repository.json";

  private static final Logger LOG = LoggerFactory.getLogger(RepositoryMark.class);

  /** Looks at a storage that somebody is about to write to. */
  static RepositoryMark of(Storage storage) {
    SourceFolders folders = new SourceFolders(storage);
    try {
      if (folders.children(Optional.empty()).contains(NAME)) {
        return STORED;
      }
      return folders.withData().isEmpty() ? NOTHING : UNKNOWN;
    } catch (PermissionDeniedException e) {
      return UNKNOWN;
    }
  }

  /**
   * Stores it where it is not known to be there. The backup that came first does not depend on it.
   */
  void complete(Storage storage, Instant now) {
    if (this == STORED) {
      return;
    }
    try {
      Evidence.record(storage, ObjectKey.of(NAME), document(now));
    } catch (KeyExistsException e) {
      LOG.debug("{} is marked as a repository", storage.location());
    } catch (LifeboatException e) {
      LOG.warn(
          "{} could not be marked as a repository; the next backup tries again: {}",
          storage.location(),
          e.getMessage());
    }
  }

  private static byte[] document(Instant now) {
    return JsonOutput.document(
        json -> {
          json.writeStartObject();
          json.writeStringField("formatVersion", FormatVersion.CURRENT.toString());
          json.writeStringField("createdAt", now.toString());
          json.writeEndObject();
        });
  }
}
