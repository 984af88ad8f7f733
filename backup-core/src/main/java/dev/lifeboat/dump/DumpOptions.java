package dev.lifeboat.dump;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.RefusedException;
import java.time.Duration;

/**
 * How to dump. Immutable; begin with {@link #defaults()}.
 *
 * @param jobs how many workers read at once, each on a connection of its own besides the one that
 *     holds the snapshot
 * @param compression of the data
 * @param content which part of the source
 * @param lockTimeout how long to wait for the lock on all tables that keeps them from being dropped
 * @param volumeSizeBytes about how many bytes of tables, as stored in the source, go into one
 *     volume
 */
public record DumpOptions(
    int jobs,
    Compression compression,
    DumpContent content,
    Duration lockTimeout,
    long volumeSizeBytes) {
  private static final int DEFAULT_JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final long DEFAULT_VOLUME_SIZE_BYTES = 256L * 1024 * 1024;

  /** Refuses what cannot work. */
  public DumpOptions {
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
        DumpContent.ALL,
        Duration.ofSeconds(30),
        DEFAULT_VOLUME_SIZE_BYTES);
  }

  /** The same with another number of workers. */
  public DumpOptions withJobs(int otherJobs) {
    return new DumpOptions(otherJobs, compression, content, lockTimeout, volumeSizeBytes);
  }

  /** The same with another compression. */
  public DumpOptions withCompression(Compression other) {
    return new DumpOptions(jobs, other, content, lockTimeout, volumeSizeBytes);
  }

  /** The same with another part of the source. */
  public DumpOptions withContent(DumpContent other) {
    return new DumpOptions(jobs, compression, other, lockTimeout, volumeSizeBytes);
  }

  /** The same with another time to wait for locks. */
  public DumpOptions withLockTimeout(Duration other) {
    return new DumpOptions(jobs, compression, content, other, volumeSizeBytes);
  }

  /** The same with another size of volumes. */
  public DumpOptions withVolumeSizeBytes(long other) {
    return new DumpOptions(jobs, compression, content, lockTimeout, other);
  }
}
