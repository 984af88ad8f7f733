package dev.lifeboat.crypto;

import dev.lifeboat.codec.ByteRanges;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads from the beginning in short ranges, so that a reader that stops soon has not asked the
 * store for much more than it used.
 */
final class WindowedInputStream extends InputStream {
  private final ByteRanges source;
  private final int windowBytes;
  private byte[] window = {};
  private int position;
  private long nextOffset;

  WindowedInputStream(ByteRanges source, int windowBytes) {
    this.source = source;
    this.windowBytes = windowBytes;
  }

  @Override
  public int read() throws IOException {
    int next = peek();
    position += next < 0 ? 0 : 1;
    return next;
  }

  /** What {@link #read()} will give. */
  int peek() throws IOException {
    if (position == window.length) {
      refill();
    }
    return position < window.length ? window[position] & 0xff : -1;
  }

  private void refill() throws IOException {
    long length = Math.min(windowBytes, source.sizeBytes() - nextOffset);
    position = 0;
    window = new byte[0];
    if (length > 0) {
      try (InputStream range = source.read(nextOffset, length)) {
        window = range.readAllBytes();
      }
      nextOffset += window.length;
    }
  }
}
