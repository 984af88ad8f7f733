package dev.lifeboat.repository;

import dev.lifeboat.codec.Sha256;
import dev.lifeboat.dump.Slice;
import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The plain bytes of a slice, all of which must be there and be what the contents say. What is made
 * of them counts only once all were compared.
 */
final class CheckedSlice extends InputStream {
  private final InputStream in;
  private final Sha256 sha256 = new Sha256();

  private CheckedSlice(InputStream in) {
    this.in = in;
  }

  /**
   * Reads a slice.
   *
   * @param plain its bytes; closed with the last of them
   * @param slice what they must be
   * @param title its volume, for messages
   * @param reading what wants its bytes; need not read them to their end
   * @return what the reading makes of them
   * @throws DamagedException if they are something else
   */
  static <T> T read(InputStream plain, Slice slice, String title, Reading<T> reading)
      throws IOException {
    try (CheckedSlice bytes = new CheckedSlice(plain)) {
      T result;
      try {
        result = reading.from(bytes);
      } catch (DamagedException e) {
        bytes.requireIntactAfter(e, slice, title);
        throw e;
      }
      bytes.requireIntact(slice, title);
      return result;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      sha256.add(bytes, offset, count);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** After a failure that may be but a consequence; what failed may not be read any more. */
  private void requireIntactAfter(DamagedException failure, Slice slice, String title) {
    try {
      requireIntact(slice, title);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void requireIntact(Slice slice, String title) throws IOException {
    transferTo(OutputStream.nullOutputStream());
    if (sha256.sizeBytes() != slice.lengthBytes() || !sha256.hex().equals(slice.sha256())) {
      throw new DamagedException(
          "'%s' is damaged: its bytes %d to %d are not what the contents of its backup say; restore another backup"
              .formatted(title, slice.offset(), slice.offset() + slice.lengthBytes()));
    }
  }
}
