package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decrypts what an {@link Encryption} of the same scheme made. Implementations are thread-safe.
 *
 * <p>No byte reaches the caller before it is authenticated, and the end of a stream is
 * authenticated too: a cut input ends in an exception, never in a clean end. Damage is reported as
 * {@link dev.lifeboat.error.DamagedException}, a missing key as {@link
 * dev.lifeboat.error.RefusedException}.
 */
public interface Decryption {
  /** The stable name of the scheme, as {@link Encryption#scheme()}. */
  String scheme();

  /**
   * Decrypts a stream from its beginning to its end.
   *
   * @param source the encrypted bytes; closed with the result
   * @return the plain bytes, to be closed by the caller
   * @throws IOException if the source fails
   */
  InputStream decrypt(InputStream source) throws IOException;

  /**
   * Decrypts any range without reading what lies before it.
   *
   * @param source the encrypted bytes
   * @return the plain bytes
   * @throws IOException if the source fails
   */
  ByteRanges decrypt(ByteRanges source) throws IOException;
}
