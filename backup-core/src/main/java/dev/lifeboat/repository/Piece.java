package dev.lifeboat.repository;

import dev.lifeboat.dump.DumpedLargeObjects;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.dump.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A slice and whose it is.
 *
 * @param dumpId the entry whose data it is
 * @param kind what the data is
 * @param slice where it lies
 * @param dataSizeBytes its share of the data of its owner, by stored bytes: an estimate
 */
record Piece(int dumpId, Kind kind, Slice slice, long dataSizeBytes) {
  /** Whether it can be compared with the contents without the rest of its volume. */
  boolean isCheckedAlone() {
    return !slice.sha256().isEmpty();
  }

  /** What a piece holds. */
  enum Kind {
    ROWS,
    LARGE_OBJECTS
  }

  /** All pieces of a backup by volume, each volume's in the order in which they lie there. */
  static TreeMap<Integer, List<Piece>> byVolume(Contents contents) {
    TreeMap<Integer, List<Piece>> pieces = new TreeMap<>();
    for (DumpedTable table : contents.dump().tables()) {
      add(table.dumpId(), Kind.ROWS, table.slices(), table.sizeBytes(), pieces);
    }
    if (contents.dump().largeObjects().isPresent()) {
      DumpedLargeObjects objects = contents.dump().largeObjects().get();
      add(objects.dumpId(), Kind.LARGE_OBJECTS, objects.slices(), objects.sizeBytes(), pieces);
    }
    pieces.values().forEach(list -> list.sort(Comparator.comparingLong(p -> p.slice.offset())));
    return pieces;
  }

  private static void add(
      int dumpId,
      Kind kind,
      List<Slice> slices,
      long sizeBytes,
      TreeMap<Integer, List<Piece>> pieces) {
    double stored = Math.max(1, slices.stream().mapToLong(Slice::lengthBytes).sum());
    for (Slice slice : slices) {
      pieces
          .computeIfAbsent(slice.volume(), volume -> new ArrayList<>())
          .add(new Piece(dumpId, kind, slice, (long) (sizeBytes * (slice.lengthBytes() / stored))));
    }
  }
}
