package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from any position, such as a stored object. Thread-safe. */
public interface ByteRanges {
  /** How many bytes there are. */
  long sizeBytes();

  /**
   * Reads a range.
   *
   * @param offset the first byte, at least 0
   * @param length how many bytes; the stream ends early only where the bytes end
   * @return the bytes, to be closed by the caller
   * @throws IOException if they cannot be read
   */
  InputStream read(long offset, long length) throws IOException;

  /**
   * Reads all.
   *
   * @return the bytes, to be closed by the caller
   * @throws IOException if they cannot be read
   */
  default InputStream readAll() throws IOException {
    return read(0, sizeBytes());
  }
}
