package dev.lifeboat.dump;

import java.util.List;

/**
 * What was dumped of a table.
 *
 * @param dumpId its {@code TABLE DATA} entry
 * @param schema its schema, unquoted
 * @param name its name, unquoted
 * @param columns the columns in the order of the rows' fields, unquoted
 * @param rows how many rows
 * @param sizeBytes how many bytes of COPY text
 * @param digest of its rows, see {@link dev.lifeboat.codec.RowDigest#hex()}
 * @param slices where its rows lie, in order
 */
public record DumpedTable(
    int dumpId,
    String schema,
    String name,
    List<String> columns,
    long rows,
    long sizeBytes,
    String digest,
    List<Slice> slices) {
  /** Copies what could change. */
  public DumpedTable {
    columns = List.copyOf(columns);
    slices = List.copyOf(slices);
  }
}
