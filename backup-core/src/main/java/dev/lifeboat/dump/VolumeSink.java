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

  /**
   * Discards all volumes, committed ones too, because the dump begins again on a new snapshot. No
   * volume is open then.
   *
   * @return whether all volumes may be begun again; {@code false}, unless overridden, ends the dump
   * @throws IOException if what was written cannot be discarded, which ends the dump as well
   */
  default boolean discardAll() throws IOException {
    return false;
  }
}
