package dev.lifeboat.crypto.stream;

import dev.lifeboat.error.DamagedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A part of a stream that has to be there: a source that ends within it is damaged, not short. */
public final class ExactInputStream extends BulkInputStream {
  private final InputStream source;
  private long toSkip;
  private long remaining;

  /**
   * Takes a part of a stream, which is closed with it.
   *
   * @param skipBytes how much lies before the part
   * @param sizeBytes how long the part is
   */
  public ExactInputStream(InputStream source, long skipBytes, long sizeBytes) {
    this.source = source;
    this.toSkip = skipBytes;
    this.remaining = sizeBytes;
  }

  @Override
  protected int readSome(byte[] bytes, int offset, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    skip();
    int count = source.read(bytes, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw cut("%,d bytes before the end of a range".formatted(remaining));
    }
    remaining -= count;
    return count;
  }

  private void skip() throws IOException {
    try {
      source.skipNBytes(toSkip);
      toSkip = 0;
    } catch (EOFException e) {
      throw cut("before the beginning of a range");
    }
  }

  private static DamagedException cut(String where) {
    return new DamagedException(
        "The encrypted file is cut off, %s; fetch it again or use another copy".formatted(where));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
