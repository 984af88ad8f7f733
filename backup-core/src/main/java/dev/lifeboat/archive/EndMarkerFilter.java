package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Leaves out the end marker that {@code pg_dump} writes after the rows of each table: a line {@code
 * \.} and two empty lines. Rows cannot look so, as COPY escapes backslashes.
 */
final class EndMarkerFilter extends InputStream {
  private static final byte[] MARKER = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;

  /** The last bytes that were read: the line end before the marker and the marker, if it is one. */
  private final byte[] held = new byte[MARKER.length + 1];

  private int heldBytes;
  private final byte[] buffer = new byte[16 * 1024];
  private int from;
  private int to;
  private boolean ended;
  private boolean marked;

  /** The marker, as a copy. */
  static byte[] marker() {
    return MARKER.clone();
  }

  EndMarkerFilter(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[from++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, to - from);
    System.arraycopy(buffer, from, bytes, offset, count);
    from += count;
    return count;
  }

  /** Whether the marker was there, once all was read. */
  boolean marked() {
    return marked;
  }

  /** Makes sure that the buffer holds bytes that are not held back, unless there are no more. */
  private boolean fill() throws IOException {
    while (from == to && !ended) {
      from = 0;
      System.arraycopy(held, 0, buffer, 0, heldBytes);
      int count = in.read(buffer, heldBytes, buffer.length - heldBytes);
      if (count < 0) {
        ended = true;
        to = withoutMarker(heldBytes);
      } else {
        holdBack(heldBytes + count);
      }
    }
    return from < to;
  }

  private void holdBack(int bytes) {
    heldBytes = Math.min(held.length, bytes);
    to = bytes - heldBytes;
    System.arraycopy(buffer, to, held, 0, heldBytes);
  }

  /** How many of so many last bytes are no end marker. */
  private int withoutMarker(int bytes) {
    int start = bytes - MARKER.length;
    marked =
        start >= 0
            && (start == 0 || buffer[start - 1] == '\n')
            && Arrays.equals(buffer, start, bytes, MARKER, 0, MARKER.length);
    return marked ? start : bytes;
  }
}
