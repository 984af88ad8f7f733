package dev.lifeboat.crypto.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream that is read in bulk; a single byte is a bulk of one. */
public abstract class BulkInputStream extends InputStream {
  /** For subclasses. */
  protected BulkInputStream() {}

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return length == 0 ? 0 : readSome(bytes, offset, length);
  }

  /**
   * Reads at least one byte, or finds the end.
   *
   * @param length at least 1
   * @return how many bytes, or -1 at the end
   */
  protected abstract int readSome(byte[] bytes, int offset, int length) throws IOException;
}
