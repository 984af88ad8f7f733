package dev.lifeboat.repository;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moment from which a backup exists: its manifest is created, or it is found out whether. */
final class ManifestCommit {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestCommit.class);

  private final Storage storage;
  private final ObjectKey key;
  private final BackupId id;
  private final byte[] json;
  private boolean sent;

  ManifestCommit(Storage storage, Manifest manifest, byte[] json) {
    this.storage = storage;
    this.id = manifest.id();
    this.key = Layout.manifest(manifest.source(), id);
    this.json = json;
  }

  /** Returns once the manifest is there; throws where it is not, or where that is not known. */
  void run() {
    Upload upload = storage.upload(key);
    try {
      upload.write(json);
      commit(upload);
    } catch (IOException e) {
      throw new RetryableException(
          "Could not write '%s' to %s (%s); back up again"
              .formatted(key, storage.location(), e.getMessage()),
          e);
    } finally {
      close(upload);
    }
  }

  /** Whether it is certain that the manifest is not there and will not be. */
  boolean hadNoEffect() {
    return !sent;
  }

  private void commit(Upload upload) {
    sent = true;
    try {
      upload.commit();
    } catch (UnknownOutcomeException | KeyExistsException | IOException e) {
      lookAgain(e);
    } catch (RetryableException | RefusedException e) {
      sent = false;
      throw e;
    }
  }

  /** Nobody else has this id: if the manifest is there, an attempt of ours has put it there. */
  private void lookAgain(Exception failure) {
    byte[] found;
    try {
      found = Uninterrupted.call(() -> StoredBytes.document(storage, key));
    } catch (MissingObjectException e) {
      if (failure.getCause() instanceof LifeboatException known) {
        throw known;
      }
      throw new RetryableException(
          "The commit of backup %s to %s was not answered, and it is not listed; back up again"
              .formatted(id, storage.location()),
          failure);
    } catch (LifeboatException e) {
      failure.addSuppressed(e);
      throw new UnknownOutcomeException(
          "The commit of backup %s to %s was not answered; list the backups to see whether it is there"
              .formatted(id, storage.location()),
          failure);
    }
    if (!Arrays.equals(found, json)) {
      throw new RefusedException(
          "'%s' in %s is another manifest than was written; back up again and look into who wrote it"
              .formatted(key, storage.location()),
          failure);
    }
  }

  /** What fails after the commit does not undo it. */
  private void close(Upload upload) {
    try {
      Uninterrupted.run(upload::close);
    } catch (IOException | LifeboatException e) {
      LOG.debug("The upload of {} could not be closed", key, e);
    }
  }
}
