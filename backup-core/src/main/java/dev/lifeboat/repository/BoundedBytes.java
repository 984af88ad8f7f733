package dev.lifeboat.repository;

import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.InputStream;

/** A number of bytes of a volume, all of which must be there. Closing it closes nothing. */
final class BoundedBytes extends InputStream {
  private final InputStream in;
  private final String title;
  private long left;

  /**
   * The next bytes of a stream.
   *
   * @param in the stream, which stays open
   * @param length how many
   * @param title the volume, for messages
   */
  BoundedBytes(InputStream in, long length, String title) {
    this.in = in;
    this.left = length;
    this.title = title;
  }

  /** How many were not read yet. */
  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw missing(title);
    }
    left -= count;
    return count;
  }

  /** The exception for bytes that are not where the contents say. */
  static DamagedException missing(String title) {
    return new DamagedException(
        "'%s' does not hold what the contents of its backup say; restore another backup"
            .formatted(title));
  }
}
