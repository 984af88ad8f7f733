package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a sequence of length-prefixed chunks, without their lengths. Closing it leaves the
 * source open. For one thread at a time.
 */
final class ChunkStream extends InputStream {
  /** How a sequence of chunks may end. */
  enum End {
    /** Only with an empty chunk: an end of the source before that is damage. */
    EMPTY_CHUNK,
    /** Only where the source ends, between two chunks: an empty chunk before that is damage. */
    SOURCE
  }

  private final InputStream source;
  private final End end;
  private final String title;
  private long left;
  private boolean ended;

  /**
   * Reads chunks.
   *
   * @param source stands before the length of a chunk
   * @param end how the sequence may end
   * @param title what is read, for messages
   */
  ChunkStream(InputStream source, End end, String title) {
    this.source = source;
    this.end = end;
    this.title = title;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = readSource(bytes, offset, (int) Math.min(length, left));
    left -= count;
    return count;
  }

  /** Passes over what is left, seeking where the source can. */
  void skipToEnd() throws IOException {
    while (hasMore()) {
      skipChunk();
    }
  }

  @Override
  public int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private boolean hasMore() throws IOException {
    if (left == 0 && !ended) {
      left = nextLength();
      ended = left <= 0;
    }
    return !ended;
  }

  private long nextLength() throws IOException {
    int sign = source.read();
    if (sign < 0 && end == End.SOURCE) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < ArchivePrimitives.INT_SIZE; i++) {
      int next = sign < 0 ? -1 : source.read();
      if (next < 0) {
        throw cut();
      }
      length |= (long) next << (8 * i);
    }
    if (sign != 0 || (length == 0 && end == End.SOURCE)) {
      throw new DamagedException(
          "The data of %s is damaged: a chunk has no valid length; fetch the archive again"
              .formatted(title));
    }
    return length;
  }

  private void skipChunk() throws IOException {
    try {
      source.skipNBytes(left);
    } catch (EOFException e) {
      throw cut();
    }
    left = 0;
  }

  private int readSource(byte[] bytes, int offset, int length) throws IOException {
    int count = source.read(bytes, offset, length);
    if (count < 0) {
      throw cut();
    }
    return count;
  }

  private DamagedException cut() {
    return new DamagedException("The data of %s is cut; fetch the archive again".formatted(title));
  }
}
