package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;

/** Takes the data of an archive, block by block. */
public interface DataVisitor {
  /**
   * Takes rows of a table, in COPY's text format, without an end marker.
   *
   * @param dumpId the entry they belong to
   * @param rows all rows of the table, or those of a slice of it; to be read to the end before
   *     returning, and not closed
   * @throws IOException if the rows cannot be read
   */
  void tableData(int dumpId, InputStream rows) throws IOException;

  /**
   * Takes a large object.
   *
   * @param dumpId the entry it belongs to
   * @param oid its OID in the source
   * @param content its bytes; to be read to the end before returning, and not closed
   * @throws IOException if the content cannot be read
   */
  void largeObject(int dumpId, long oid, InputStream content) throws IOException;
}
