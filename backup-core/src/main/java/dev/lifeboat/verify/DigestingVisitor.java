package dev.lifeboat.verify;

import static java.io.OutputStream.nullOutputStream;

import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.event.ProgressMeter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up the digests of all data that it is handed, by entry. Thread-safe. */
final class DigestingVisitor implements DataVisitor {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Map<Integer, RowDigest> digests = new ConcurrentHashMap<>();
  private final LargeObjectDigest largeObjects = new LargeObjectDigest();
  private final ProgressMeter meter;

  DigestingVisitor(ProgressMeter meter) {
    this.meter = meter;
  }

  /** The digest of a table's rows; of no rows where there were none. */
  RowDigest digest(int dumpId) {
    return digests.getOrDefault(dumpId, new RowDigest());
  }

  /** The digest of all large objects. */
  LargeObjectDigest largeObjects() {
    return largeObjects;
  }

  @Override
  public void tableData(int dumpId, InputStream rows) throws IOException {
    RowDigest digest = new RowDigest();
    addRows(rows, digest);
    meter.add(digest.sizeBytes(), digest.rows());
    digests.merge(dumpId, digest, DigestingVisitor::sum);
  }

  @Override
  public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
    MessageDigest sha256 = sha256();
    long sizeBytes = content.transferTo(new DigestOutputStream(nullOutputStream(), sha256));
    String row = oid + "\t" + HexFormat.of().formatHex(sha256.digest());
    largeObjects.add(row.getBytes(StandardCharsets.US_ASCII), sizeBytes);
    meter.add(sizeBytes, 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static RowDigest sum(RowDigest one, RowDigest other) {
    RowDigest sum = new RowDigest();
    sum.add(one);
    sum.add(other);
    return sum;
  }

  /**
   * COPY's text format writes a line end within a value as {@code \n}: each real one ends a row.
   */
  private static void addRows(InputStream rows, RowDigest digest) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean begun = false;
    for (int count = rows.read(buffer); count >= 0; count = rows.read(buffer)) {
      int start = 0;
      for (int end = rowEnd(buffer, 0, count); end > 0; end = rowEnd(buffer, start, count)) {
        if (begun) {
          digest.addPart(buffer, start, end - start);
          digest.endRow();
        } else {
          digest.add(buffer, start, end - start);
        }
        begun = false;
        start = end;
      }
      if (start < count) {
        digest.addPart(buffer, start, count - start);
        begun = true;
      }
    }
    if (begun) {
      digest.endRow();
    }
  }

  /** Where the row ends that begins at a place, or 0 where it goes on behind the buffer. */
  private static int rowEnd(byte[] buffer, int start, int count) {
    for (int i = start; i < count; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }
}
