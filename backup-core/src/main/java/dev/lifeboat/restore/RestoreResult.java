package dev.lifeboat.restore;

import java.time.Duration;
import java.util.List;

/**
 * What is now true of the target: all of the archive or script is in it, committed.
 *
 * @param entries how many entries of the archive, or statements of the script, were run
 * @param tables the tables that rows were loaded into; none is told for tables that a script fills
 *     by other means than COPY
 * @param largeObjects how many large objects were loaded from an archive's data
 * @param sizeBytes how many bytes of rows and large objects, uncompressed
 * @param took how long it ran
 */
public record RestoreResult(
    long entries, List<RestoredTable> tables, long largeObjects, long sizeBytes, Duration took) {
  /** Copies what could change. */
  public RestoreResult {
    tables = List.copyOf(tables);
  }

  /** How many rows in all tables. */
  public long rows() {
    return tables.stream().mapToLong(RestoredTable::rows).sum();
  }
}
