package dev.lifeboat.archive;

/**
 * The version of the archive format, as {@code pg_restore -l} shows it.
 *
 * @param major 1 for all that PostgreSQL has written
 * @param minor grows with each change
 */
public record ArchiveVersion(int major, int minor) implements Comparable<ArchiveVersion> {
  /** Written by PostgreSQL 9.0 to 10: the oldest that is read. */
  public static final ArchiveVersion V1_12 = new ArchiveVersion(1, 12);

  /** Written by PostgreSQL 12 to 15: entries name their table access method. */
  public static final ArchiveVersion V1_14 = new ArchiveVersion(1, 14);

  /** Written by PostgreSQL 16: the header names the compression algorithm. */
  public static final ArchiveVersion V1_15 = new ArchiveVersion(1, 15);

  /** Written by PostgreSQL 17 and 18: entries name their relkind, large objects come in groups. */
  public static final ArchiveVersion V1_16 = new ArchiveVersion(1, 16);

  /** Whether this is the given version or a later one. */
  public boolean atLeast(ArchiveVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(ArchiveVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
