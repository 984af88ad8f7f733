package dev.lifeboat.codec;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses one piece of data after another, each on its own, and keeps between them what is dear
 * to make. For one thread at a time.
 *
 * <p>Archives of many small tables have many small pieces, for which buffers and tables of a
 * compression cost more than the work itself.
 */
public interface Compressor extends AutoCloseable {
  /**
   * Begins a piece; the one before must have ended, or failed.
   *
   * @param target where the compressed bytes go; stays open, the caller owns it
   * @return the stream to write to, whose {@code close()} ends the piece
   * @throws IOException if the target fails
   */
  OutputStream compress(OutputStream target) throws IOException;

  /** Releases what was kept. */
  @Override
  default void close() {}
}
