package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;

/** Turns compressed bytes into plain ones. */
@FunctionalInterface
public interface Decompressor {
  /**
   * Decompresses a stream.
   *
   * @param source the compressed bytes; closed with the result
   * @return the plain bytes, to be closed by the caller; reading throws {@link IOException} where
   *     the source fails and where its bytes are not what a compressor wrote
   * @throws IOException if the source fails
   */
  InputStream decompress(InputStream source) throws IOException;
}
