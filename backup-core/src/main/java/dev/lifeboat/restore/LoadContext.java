package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.TextEncoding;
import java.util.Map;
import java.util.Set;

/**
 * What loading data needs to know.
 *
 * @param entries the entries whose data is loaded, by dump id
 * @param fresh those of them whose tables this restore has made and that no other rows reach
 * @param encoding of all rows
 * @param runner states what names rely on
 * @param tally counts
 * @param failures takes the entries whose data is refused, where a restore goes on
 */
record LoadContext(
    Map<Integer, TocEntry> entries,
    Set<Integer> fresh,
    TextEncoding encoding,
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
