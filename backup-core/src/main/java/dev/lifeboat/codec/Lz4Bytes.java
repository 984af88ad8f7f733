package dev.lifeboat.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the bytes and numbers of LZ4 frames, all of which must be there. */
final class Lz4Bytes {
  private final InputStream source;
  private final byte[] four = new byte[4];

  Lz4Bytes(InputStream source) {
    this.source = source;
  }

  void read(byte[] bytes, int offset, int count) throws IOException {
    if (source.readNBytes(bytes, offset, count) < count) {
      throw new EOFException("the LZ4 data is cut");
    }
  }

  int readByte() throws IOException {
    read(four, 0, 1);
    return four[0] & 0xff;
  }

  int readInt() throws IOException {
    read(four, 0, 4);
    return (int) number(four, 0, 4);
  }

  /** The number that a frame begins with, or -1 at the end of the source. */
  long readMagic() throws IOException {
    int count = source.readNBytes(four, 0, 4);
    if (count == 0) {
      return -1;
    }
    read(four, count, 4 - count);
    return number(four, 0, 4);
  }

  void skip(long count) throws IOException {
    source.skipNBytes(count);
  }

  void close() throws IOException {
    source.close();
  }

  /** Least significant byte first. */
  static long number(byte[] bytes, int offset, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[offset + i] & 0xffL) << (8 * i);
    }
    return value;
  }
}
