package dev.lifeboat.repository;

import dev.lifeboat.codec.Sha256;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads stored objects whole. */
final class StoredBytes {
  private static final int BUFFER_BYTES = 128 * 1024;

  /** Larger than the manifest of a backup of 80,000 volumes, where the heap has room for that. */
  private static final int MAX_DOCUMENT_BYTES =
      (int) Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 8);

  private StoredBytes() {}

  /**
   * A small object.
   *
   * @throws MissingObjectException if there is none
   */
  static byte[] document(Storage storage, ObjectKey key) {
    try (InputStream in = storage.read(key, 0, MAX_DOCUMENT_BYTES + 1L)) {
      byte[] bytes = in.readNBytes(MAX_DOCUMENT_BYTES + 1);
      if (bytes.length > MAX_DOCUMENT_BYTES) {
        throw new DamagedException(
            "'%s' in %s is damaged: it is larger than any document of Lifeboat"
                .formatted(key, storage.location()));
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(storage, key, e);
    }
  }

  /**
   * Opens a range of an object of a backup.
   *
   * @throws DamagedException if there is none, though the backup is listed
   */
  static InputStream listed(Storage storage, ObjectKey key, long offset, long length) {
    try {
      return storage.read(key, offset, length);
    } catch (MissingObjectException e) {
      throw new DamagedException(
          "'%s' is missing in %s though its backup is listed; restore another backup"
              .formatted(key, storage.location()),
          e);
    }
  }

  /** What there is under a key, if anything: reads it to the end. The plain size is not known. */
  static Optional<StoredPart> lookAt(Storage storage, ObjectKey key) {
    Sha256 sha256 = new Sha256();
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.add(buffer, 0, count);
      }
    } catch (MissingObjectException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(storage, key, e);
    }
    return Optional.of(new StoredPart(key.name(), sha256.sizeBytes(), sha256.hex(), 0));
  }

  static RetryableException unreadable(Storage storage, ObjectKey key, IOException cause) {
    return new RetryableException(
        "Could not read '%s' in %s (%s); try again"
            .formatted(key, storage.location(), cause.getMessage()),
        cause);
  }
}
