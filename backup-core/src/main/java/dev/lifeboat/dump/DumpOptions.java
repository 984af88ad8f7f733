package dev.lifeboat.dump;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.dump.scope.DumpFilter;
import dev.lifeboat.dump.scope.DumpScope;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.time.Duration;

/**
 * How to dump. Immutable; begin with {@link #defaults()}.
 *
 * @param jobs how many workers read at once, each on a connection of its own besides the one that
 *     holds the snapshot; all are opened before anything is locked
 * @param compression of the data
 * @param scope what of the source
 * @param snapshot how the source is read
 * @param volumeSizeBytes about how many bytes of tables, as stored in the source, go into one
 *     volume
 */
public record DumpOptions(
    int jobs,
    Compression compression,
    DumpScope scope,
    SnapshotOptions snapshot,
    long volumeSizeBytes) {
  private static final int DEFAULT_JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final long DEFAULT_VOLUME_SIZE_BYTES = 256L * 1024 * 1024;

  /** Refuses what cannot work. */
  public DumpOptions {
    Given.value(compression, "the compression of a dump");
    Given.value(scope, "the scope of a dump");
    Given.value(snapshot, "the way a dump reads");
    if (jobs < 1) {
      throw new RefusedException("A dump needs at least 1 job, not " + jobs);
    }
    if (volumeSizeBytes < 1) {
      throw new RefusedException("A volume needs a positive size, not " + volumeSizeBytes);
    }
  }

  /** Everything, zstd, up to four workers, volumes of 256 MiB, 30 seconds for locks. */
  public static DumpOptions defaults() {
    return new DumpOptions(
        DEFAULT_JOBS,
        Compression.DEFAULT,
        DumpScope.ALL,
        SnapshotOptions.defaults(),
        DEFAULT_VOLUME_SIZE_BYTES);
  }

  /** The same with another number of workers. */
  public DumpOptions withJobs(int otherJobs) {
    return new DumpOptions(otherJobs, compression, scope, snapshot, volumeSizeBytes);
  }

  /** The same with another compression. */
  public DumpOptions withCompression(Compression other) {
    return new DumpOptions(jobs, other, scope, snapshot, volumeSizeBytes);
  }

  /** The same with another part of the source. */
  public DumpOptions withScope(DumpScope other) {
    return new DumpOptions(jobs, compression, other, snapshot, volumeSizeBytes);
  }

  /** The same with other objects. */
  public DumpOptions withFilter(DumpFilter other) {
    return withScope(scope.with(other));
  }

  /** The same with another part of each object. */
  public DumpOptions withContent(DumpContent other) {
    return withScope(scope.with(other));
  }

  /** The same, read in another way. */
  public DumpOptions withSnapshot(SnapshotOptions other) {
    return new DumpOptions(jobs, compression, scope, other, volumeSizeBytes);
  }

  /** The same with another time to wait for locks. */
  public DumpOptions withLockTimeout(Duration other) {
    return withSnapshot(snapshot.withLockTimeout(other));
  }

  /** The same with another size of volumes. */
  public DumpOptions withVolumeSizeBytes(long other) {
    return new DumpOptions(jobs, compression, scope, snapshot, other);
  }
}
