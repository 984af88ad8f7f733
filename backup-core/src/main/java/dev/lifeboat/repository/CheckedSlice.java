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
final class CheckedSlice {
  private CheckedSlice() {}

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
    try (HashedInput bytes = new HashedInput(plain)) {
      T result;
      try {
        result = reading.from(bytes);
      } catch (DamagedException e) {
        requireIntactAfter(e, bytes, slice, title);
        throw e;
      }
      requireIntact(bytes, slice, title);
      return result;
    }
  }

  /** After a failure that may be but a consequence; what failed may not be read any more. */
  private static void requireIntactAfter(
      DamagedException failure, HashedInput bytes, Slice slice, String title) {
    try {
      requireIntact(bytes, slice, title);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void requireIntact(HashedInput bytes, Slice slice, String title)
      throws IOException {
    bytes.transferTo(OutputStream.nullOutputStream());
    Sha256 found = bytes.sha256();
    if (found.sizeBytes() != slice.lengthBytes() || !found.hex().equals(slice.sha256())) {
      throw new DamagedException(
          "'%s' is damaged: its bytes %d to %d are not what the contents of its backup say; restore another backup"
              .formatted(title, slice.offset(), slice.offset() + slice.lengthBytes()));
    }
  }
}
