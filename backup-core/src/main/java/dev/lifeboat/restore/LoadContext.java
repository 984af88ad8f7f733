package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import java.util.Map;

/**
 * What loading data needs to know.
 *
 * @param entries the entries whose data is loaded, by dump id
 * @param encoding of all rows
 * @param runner states what names rely on
 * @param tally counts
 * @param failures takes the entries whose data is refused, where a restore goes on
 */
record LoadContext(
    Map<Integer, TocEntry> entries,
    String encoding,
    EntryRunner runner,
    Tally tally,
    Failures failures) {
  TocEntry entry(int dumpId) {
    TocEntry entry = entries.get(dumpId);
    if (entry == null) {
      throw new IllegalArgumentException("Nobody asked for the data of entry " + dumpId);
    }
    return entry;
  }
}
