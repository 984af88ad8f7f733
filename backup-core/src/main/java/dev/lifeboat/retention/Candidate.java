package dev.lifeboat.retention;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.ClockSkew;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.repository.Manifest;
import java.time.Instant;
import java.util.Comparator;

/**
 * What a policy looks at when it judges a backup.
 *
 * @param id the backup
 * @param source the source it is of
 * @param createdAt when it began
 * @param sequence tells apart backups of the same moment
 * @param extent whether it holds all of the source: a part never stands for the whole
 * @param proof what was proved of it
 */
public record Candidate(
    BackupId id, String source, Instant createdAt, long sequence, Extent extent, Proof proof) {
  /** Newest first: by time, then sequence. */
  static final Comparator<Candidate> NEWEST_FIRST =
      Comparator.comparing(Candidate::createdAt)
          .thenComparingLong(Candidate::sequence)
          .thenComparing(Candidate::id)
          .reversed();

  /** What is judged together: backups of one source that hold as much of it as each other. */
  record Series(String source, Extent extent) implements Comparable<Series> {
    @Override
    public int compareTo(Series other) {
      return Comparator.comparing(Series::source)
          .thenComparing(Series::extent)
          .compare(this, other);
    }
  }

  /** What it is judged with. */
  Series series() {
    return new Series(source, extent);
  }

  /** Whether it is dated later than now, so that its age means nothing. */
  boolean isFuture(Instant now) {
    return ClockSkew.isFuture(createdAt, now);
  }

  /** The backup of a manifest. */
  public static Candidate of(Manifest manifest, Proof proof) {
    return new Candidate(
        manifest.id(),
        manifest.source(),
        manifest.createdAt(),
        manifest.sequence(),
        manifest.extent(),
        proof);
  }
}
