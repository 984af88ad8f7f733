package dev.lifeboat.archive;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.TextEncoding;
import java.util.Arrays;

/** The bytes of a statement, of which there cannot be more than fit. */
final class StatementText {
  /** No statement of a dump is longer, and one is held whole. */
  static final int MAX_BYTES = 64 << 20;

  /** How many times its size a statement takes on its way to the server. */
  private static final int COPIES = 10;

  private final long startLine;
  private final long limit = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / COPIES);
  private byte[] bytes = new byte[256];
  private int length;

  StatementText(long startLine) {
    this.startLine = startLine;
  }

  void append(int next) {
    reserve(1);
    bytes[length++] = (byte) next;
  }

  void append(byte[] more, int offset, int count) {
    reserve(count);
    System.arraycopy(more, offset, bytes, length, count);
    length += count;
  }

  /** Whether the last bytes are these. */
  boolean endsWith(byte[] end, int since) {
    int start = length - end.length;
    return start >= since && Arrays.equals(bytes, start, length, end, 0, end.length);
  }

  int length() {
    return length;
  }

  /** The statement as text. */
  String decode(TextEncoding encoding) {
    return encoding.decode(bytes, 0, length);
  }

  private void reserve(int count) {
    if (length + (long) count > limit) {
      throw new RefusedException(
          "The statement that begins in line %d of the script is longer than %d bytes; give the JVM ten times as much memory, or load it with psql if it is longer than %d"
              .formatted(startLine, limit, MAX_BYTES));
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * length, length + count)));
    }
  }
}
