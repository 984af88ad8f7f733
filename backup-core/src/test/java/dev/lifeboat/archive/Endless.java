package dev.lifeboat.archive;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The same bytes again and again, as often as asked for. */
final class Endless extends InputStream {
  private final byte[] bytes;
  private long left;
  private int at;

  Endless(String text) {
    this(text, Long.MAX_VALUE);
  }

  Endless(String text, long sizeBytes) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.left = sizeBytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(Math.min(length, bytes.length - at), left);
    System.arraycopy(bytes, at, into, offset, count);
    at = (at + count) % bytes.length;
    left -= count;
    return count;
  }
}
