package dev.lifeboat.repository;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Tries keys on a backup: on the beginning of its contents, which is read and no more. */
final class KeyTrial {
  /** Holds every header that is read (age: 128 KiB); usually the first few hundred bytes do. */
  private static final long RANGE_BYTES = 192 * 1024;

  private final Storage storage;
  private final ObjectKey key;
  private final long length;

  KeyTrial(Storage storage, Manifest manifest) {
    this.storage = storage;
    this.key = Layout.part(manifest, manifest.contents());
    this.length = Math.min(RANGE_BYTES, manifest.contents().sizeBytes());
  }

  /** Opens the header, or throws what keeps it from being opened. */
  void open(Decryption decryption) {
    attempt(
        stored -> {
          try (InputStream plain = decryption.decrypt(stored)) {
            return plain;
          }
        });
  }

  /** Exchanges the header, and keeps nothing of it. */
  void rewrap(NewRecipients to) {
    attempt(
        stored -> {
          to.rewrapping().rewrap(stored, OutputStream.nullOutputStream(), to.names());
          return to;
        });
  }

  private <T> void attempt(Reading<T> reading) {
    try (InputStream stored = storage.read(key, 0, length)) {
      reading.from(stored);
    } catch (MissingObjectException e) {
      throw new DamagedException(
          "'%s' is missing in %s though its backup is listed; verify the backup"
              .formatted(key, storage.location()),
          e);
    } catch (DamagedException e) {
      throw new DamagedException(
          "'%s' in %s is damaged: %s".formatted(key, storage.location(), e.getMessage()), e);
    } catch (IOException e) {
      throw StoredBytes.unreadable(storage, key, e);
    }
  }
}
