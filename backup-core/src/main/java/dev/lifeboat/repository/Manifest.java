package dev.lifeboat.repository;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The small public record that commits a backup.
 *
 * <p>It names no table and holds no secret. Times are the host's clock unless said otherwise.
 *
 * @param format the version of the stored format
 * @param id the backup
 * @param source the stable name of the source, as the host gives it
 * @param database the name of the database
 * @param createdAt when the backup began
 * @param sequence tells apart the backups that one writer began at the same moment
 * @param snapshotAt the moment of the data, by the source's clock
 * @param completedAt when everything but this manifest was stored
 * @param serverVersion of the source, as the server tells it
 * @param lifeboatVersion of the library that made the backup
 * @param encryption of the volumes and the contents
 * @param compression of the data in the volumes, as {@link dev.lifeboat.codec.Compression#parse}
 *     reads it
 * @param extent whether it holds all of the source
 * @param labels what the host wants to remember with the backup
 * @param volumes the parts of the archive, in order
 * @param contents the private index
 * @param globals the roles and tablespaces of the server, where they were kept
 * @param succession what it took the place of, where keys were exchanged
 * @param totals what it holds, in numbers
 */
public record Manifest(
    FormatVersion format,
    BackupId id,
    String source,
    String database,
    Instant createdAt,
    long sequence,
    Instant snapshotAt,
    Instant completedAt,
    String serverVersion,
    String lifeboatVersion,
    EncryptedFor encryption,
    String compression,
    Extent extent,
    SortedMap<String, String> labels,
    List<StoredPart> volumes,
    StoredPart contents,
    Optional<StoredPart> globals,
    Optional<Succession> succession,
    Totals totals) {
  /** Oldest first. */
  public static final Comparator<Manifest> OLDEST_FIRST =
      Comparator.comparing(Manifest::createdAt)
          .thenComparingLong(Manifest::sequence)
          .thenComparing(Manifest::id);

  /** Copies what could change. */
  public Manifest {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    volumes = List.copyOf(volumes);
  }

  /** The backup that was dumped: this one, unless keys were exchanged since. */
  public BackupId origin() {
    return succession.map(Succession::origin).orElse(id);
  }

  /** All stored objects of the backup besides this manifest: the volumes, then the others. */
  public List<StoredPart> parts() {
    return Stream.of(volumes.stream(), Stream.of(contents), globals.stream())
        .flatMap(parts -> parts)
        .toList();
  }
}
