package dev.lifeboat.repository;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads what backups consist of, decrypted and compared with their manifests.
 *
 * @param storage that the repository is in
 */
record BackupReader(Storage storage) {
  /**
   * The private index of a backup.
   *
   * @throws DamagedException if it is not what was written
   */
  Contents contents(Manifest manifest, Decryption decryption) {
    ObjectKey key = Layout.part(manifest, manifest.contents());
    String title = "'%s' in %s".formatted(key, storage.location());
    Contents contents;
    try (PartInput part = open(manifest, manifest.contents(), decryption)) {
      contents =
          part.read(plain -> ContentsJson.read(Compression.DEFAULT.decompress(plain), title));
    } catch (IOException e) {
      throw StoredBytes.unreadable(storage, key, e);
    }
    if (!contents.id().equals(manifest.origin())) {
      throw new DamagedException(
          "%s is damaged: it belongs to backup %s".formatted(title, contents.id()));
    }
    return contents;
  }

  /**
   * Hands roles and tablespaces over, all of them checked before.
   *
   * @throws DamagedException if they are not what was written
   * @throws RefusedException if the backup has none
   */
  <T> T globals(Manifest manifest, Decryption decryption, Reading<T> reading) {
    StoredPart stored = manifest.globals().orElseThrow(() -> withoutGlobals(manifest));
    try (PartInput part = open(manifest, stored, decryption);
        InputStream compressed = new ByteArrayInputStream(part.readWhole())) {
      return reading.from(Compression.DEFAULT.decompress(compressed));
    } catch (IOException e) {
      throw unreadable(manifest, stored, e);
    }
  }

  private static RefusedException withoutGlobals(Manifest manifest) {
    return new RefusedException(
        "Backup %s has no roles and tablespaces with it; create the roles by hand"
            .formatted(manifest.id()));
  }

  /** Writes all volumes, one after another. */
  long exportTo(Manifest manifest, Decryption decryption, OutputStream out) throws IOException {
    long sizeBytes = 0;
    for (StoredPart volume : manifest.volumes()) {
      try (PartInput part = open(manifest, volume, decryption)) {
        sizeBytes += part.transferTo(out);
      }
    }
    return sizeBytes;
  }

  /** Opens a part of a backup, to be read to its end. */
  PartInput open(Manifest manifest, StoredPart part, Decryption decryption) throws IOException {
    return new PartInput(
        storage,
        Layout.part(manifest, part),
        part,
        manifest.encryption().choose(decryption, manifest.id()));
  }

  /** Opens a part of a backup, to be read in ranges, which nothing compares with the manifest. */
  ByteRanges ranges(Manifest manifest, StoredPart part, Decryption decryption) throws IOException {
    return manifest
        .encryption()
        .choose(decryption, manifest.id())
        .decrypt(new StoredRanges(storage, Layout.part(manifest, part), part.sizeBytes()));
  }

  /** The exception for a part that could not be read to its end. */
  RetryableException unreadable(Manifest manifest, StoredPart part, IOException cause) {
    return StoredBytes.unreadable(storage, Layout.part(manifest, part), cause);
  }
}
