package dev.lifeboat.verify;

import dev.lifeboat.codec.RowDigest;

/**
 * The digest of large objects as {@link dev.lifeboat.dump.DumpedLargeObjects#digest()} tells it.
 * Thread-safe.
 */
final class LargeObjectDigest {
  private final RowDigest digest = new RowDigest();
  private long sizeBytes;

  /**
   * Adds an object.
   *
   * @param row its OID, a tab, and its SHA-256
   * @param size how many bytes it has
   */
  synchronized void add(byte[] row, long size) {
    digest.add(row);
    sizeBytes += size;
  }

  synchronized long count() {
    return digest.rows();
  }

  synchronized long sizeBytes() {
    return sizeBytes;
  }

  synchronized String hex() {
    return digest.hex();
  }
}
