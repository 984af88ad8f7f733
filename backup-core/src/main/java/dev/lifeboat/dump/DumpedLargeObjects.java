package dev.lifeboat.dump;

import java.util.List;

/**
 * What was dumped of the large objects.
 *
 * @param dumpId their {@code BLOBS} entry
 * @param count how many
 * @param sizeBytes how many bytes they have together
 * @param digest the sum of the hashes of all of them, each as the digest of {@code oid}, a tab and
 *     its bytes in hexadecimal SHA-256
 * @param slices where they lie, in order
 */
public record DumpedLargeObjects(
    int dumpId, long count, long sizeBytes, String digest, List<Slice> slices) {
  /** Copies what could change. */
  public DumpedLargeObjects {
    slices = List.copyOf(slices);
  }
}
