package dev.lifeboat.repository;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what is stored, decrypted.
 *
 * @param <T> what it makes of the bytes
 */
@FunctionalInterface
public interface Reading<T> {
  /**
   * Reads.
   *
   * @param plain the bytes, which the caller closes
   * @return what was made of them, which counts only once the bytes have proved to be intact
   * @throws IOException if they cannot be read
   */
  T from(InputStream plain) throws IOException;
}
