package dev.lifeboat.repository;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.storage.MissingObjectException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Tries keys on a backup: on its contents, of which no more is read than the scheme needs to
 * authenticate the beginning. With age that is the header and a chunk of 64 KiB at most.
 */
final class KeyTrial {
  private final Storage storage;
  private final ObjectKey key;
  private final long sizeBytes;

  KeyTrial(Storage storage, Manifest manifest) {
    this.storage = storage;
    this.key = Layout.part(manifest, manifest.contents());
    this.sizeBytes = manifest.contents().sizeBytes();
  }

  /**
   * Decrypts the first byte, or throws what keeps it from being decrypted. That a stream can be
   * opened shows nothing: some schemes look at their keys once it is read.
   */
  void open(Decryption decryption) {
    attempt(
        stored -> {
          try (InputStream plain = decryption.decrypt(stored)) {
            if (plain.read() < 0) {
              throw new DamagedException("it holds nothing");
            }
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
    try (InputStream stored = storage.read(key, 0, sizeBytes)) {
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
