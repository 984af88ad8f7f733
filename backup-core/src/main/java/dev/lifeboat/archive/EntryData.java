package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the data of one entry after another, wherever the pieces of an archive hold it. */
final class EntryData {
  private final Map<Integer, List<DataSegment>> segments = new HashMap<>();

  EntryData(ArchiveSource archive) {
    for (DataSegment segment : archive.segments()) {
      for (int dumpId : segment.dumpIds()) {
        segments.computeIfAbsent(dumpId, id -> new ArrayList<>(1)).add(segment);
      }
    }
  }

  /**
   * Reads all data of an entry, in its order.
   *
   * @throws DamagedException if the archive has none
   */
  void read(TocEntry entry, DataVisitor visitor) throws IOException {
    List<DataSegment> parts = segments.get(entry.dumpId());
    if (parts == null) {
      throw new DamagedException(
          "The archive holds no data of %s; fetch it again".formatted(Sql.oneLine(entry.title())));
    }
    for (DataSegment part : parts) {
      part.read(Set.of(entry.dumpId()), visitor);
    }
  }
}
