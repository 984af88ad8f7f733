package dev.lifeboat.verify;

import dev.lifeboat.codec.RowDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of large objects as {@link dev.lifeboat.dump.DumpedLargeObjects#digest()} tells it.
 * Thread-safe; each object is added by one thread.
 */
final class LargeObjectDigest {
  private final RowDigest digest = new RowDigest();
  private long sizeBytes;

  /** Begins an object. */
  One begin(long oid) {
    return new One(oid);
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

  private synchronized void add(long oid, String sha256, long size) {
    digest.add((oid + "\t" + sha256).getBytes(StandardCharsets.US_ASCII));
    sizeBytes += size;
  }

  /** One object, as its bytes come. */
  final class One {
    private final long oid;
    private final MessageDigest sha256;
    private long size;

    private One(long oid) {
      this.oid = oid;
      try {
        this.sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256", e);
      }
    }

    void add(byte[] bytes, int length) {
      sha256.update(bytes, 0, length);
      size += length;
    }

    void end() {
      LargeObjectDigest.this.add(oid, HexFormat.of().formatHex(sha256.digest()), size);
    }
  }
}
