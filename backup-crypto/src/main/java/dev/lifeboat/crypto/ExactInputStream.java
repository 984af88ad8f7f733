package dev.lifeboat.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A part of a stream that has to be there: a source that ends within it is damaged, not short. */
final class ExactInputStream extends InputStream {
  private final InputStream source;
  private long toSkip;
  private long remaining;

  ExactInputStream(InputStream source, long skipBytes, long sizeBytes) {
    this.source = source;
    this.toSkip = skipBytes;
    this.remaining = sizeBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    skip();
    int count = source.read(bytes, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw Damage.cut("data, %,d bytes before the end of a range".formatted(remaining));
    }
    remaining -= count;
    return count;
  }

  private void skip() throws IOException {
    try {
      source.skipNBytes(toSkip);
      toSkip = 0;
    } catch (EOFException e) {
      throw Damage.cut("data, before the beginning of a range");
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
