package dev.lifeboat.postgres.rows;

import java.io.IOException;

/**
 * Takes rows as COPY's text format writes them: small ones whole, large ones in parts, one row
 * after the other. For one thread at a time.
 */
public interface RowSink {
  /**
   * Takes a whole row.
   *
   * @param bytes hold it, with its line end; the sender does not change them
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws IOException if it cannot be taken
   */
  void row(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Takes a part of a row, which {@link #endRow} ends.
   *
   * @param bytes hold it; the sender uses them again
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws IOException if it cannot be taken
   */
  void part(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Ends a row whose parts were all taken.
   *
   * @throws IOException if it cannot be taken
   */
  void endRow() throws IOException;
}
