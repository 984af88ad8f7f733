package dev.lifeboat.dump;

import dev.lifeboat.postgres.ServerVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a dump wrote.
 *
 * @param database the name of the source database
 * @param serverVersion of the source
 * @param snapshotAt when the snapshot was taken, by the source's clock
 * @param entries how many entries the TOC has
 * @param volumes how many volumes the archive has
 * @param prologue where all that comes before the data lies; empty where it was not recorded
 * @param extensions the names of the extensions that the source uses
 * @param tables every table whose data was dumped
 * @param largeObjects the large objects, where there are any
 * @param sequences every sequence whose value was dumped
 * @param warnings what a person should know, one sentence each
 * @param partial why this is a part of the source alone, as options of the command line; empty if
 *     it is all of it
 */
public record DumpSummary(
    String database,
    ServerVersion serverVersion,
    Instant snapshotAt,
    int entries,
    int volumes,
    Optional<Slice> prologue,
    List<String> extensions,
    List<DumpedTable> tables,
    Optional<DumpedLargeObjects> largeObjects,
    List<DumpedSequence> sequences,
    List<String> warnings,
    List<String> partial) {
  /** Copies what could change. */
  public DumpSummary {
    extensions = List.copyOf(extensions);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    warnings = List.copyOf(warnings);
    partial = List.copyOf(partial);
  }

  /** How many rows all tables have. */
  public long rows() {
    return tables.stream().mapToLong(DumpedTable::rows).sum();
  }

  /** How many bytes of COPY text and large objects there are. */
  public long sizeBytes() {
    return tables.stream().mapToLong(DumpedTable::sizeBytes).sum()
        + largeObjects.map(DumpedLargeObjects::sizeBytes).orElse(0L);
  }
}
