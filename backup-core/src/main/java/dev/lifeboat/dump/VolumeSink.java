package dev.lifeboat.dump;

import java.io.IOException;

/**
 * Takes the volumes of an archive. Thread-safe: each worker writes a volume of its own.
 *
 * <p>All volumes, put together in the order of their numbers, are the archive.
 */
@FunctionalInterface
public interface VolumeSink {
  /**
   * Begins a volume. The same number may be begun again after an attempt that was not committed.
   *
   * @param number its place in the archive, from 0 on
   * @return where to write it, to be committed and closed by the caller
   * @throws IOException if it cannot be begun
   */
  VolumeOutput open(int number) throws IOException;
}
