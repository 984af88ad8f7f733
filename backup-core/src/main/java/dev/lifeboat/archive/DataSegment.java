package dev.lifeboat.archive;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;

/** A piece of an archive's data: one table, a slice of one, several tables, or large objects. */
public interface DataSegment {
  /** How many stored bytes it has: a measure of the work. */
  long sizeBytes();

  /** How much work the data of one of its entries makes, in bytes of whatever is known of it. */
  default long workBytes(int dumpId) {
    return sizeBytes();
  }

  /** About how many bytes of data it has once decompressed, where that is known: for progress. */
  default OptionalLong dataSizeBytes() {
    return OptionalLong.empty();
  }

  /** The dump ids of the entries whose data it holds. */
  Set<Integer> dumpIds();

  /**
   * Reads the data and hands each block to a visitor, in the calling thread.
   *
   * @param wanted the dump ids whose data is asked for; other data is passed over
   * @param visitor who takes it
   * @throws IOException if the bytes cannot be read
   * @throws dev.lifeboat.error.DamagedException if they are not what was written
   */
  void read(Set<Integer> wanted, DataVisitor visitor) throws IOException;
}
