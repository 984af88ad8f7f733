package dev.lifeboat.repository;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.InputStream;

/**
 * The stored bytes of a part, any range of them.
 *
 * @param storage where it is
 * @param key its name
 * @param sizeBytes of it, as the manifest tells
 */
record StoredRanges(Storage storage, ObjectKey key, long sizeBytes) implements ByteRanges {
  @Override
  public InputStream read(long offset, long length) {
    long available = Math.min(length, Math.max(0, sizeBytes - offset));
    return StoredBytes.listed(storage, key, offset, available);
  }
}
