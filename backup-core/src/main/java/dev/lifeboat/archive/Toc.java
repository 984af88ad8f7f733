package dev.lifeboat.archive;

import java.util.List;

/**
 * The table of contents of an archive.
 *
 * @param header what the archive says of itself
 * @param entries its objects, in an order in which they can be restored one after another
 */
public record Toc(ArchiveHeader header, List<TocEntry> entries) {
  /** Copies what could change. */
  public Toc {
    entries = List.copyOf(entries);
  }
}
