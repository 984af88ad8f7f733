package dev.lifeboat.archive;

import java.util.Map;

/**
 * A TOC and what the archive says of where its data is.
 *
 * @param toc the table of contents
 * @param endsAt the position after it, where blocks begin
 * @param offsets positions of blocks by dump id, as far as told
 * @param files names of files by dump id, where data is in files
 */
record ParsedToc(Toc toc, long endsAt, Map<Integer, Long> offsets, Map<Integer, String> files) {
  ParsedToc {
    offsets = Map.copyOf(offsets);
    files = Map.copyOf(files);
  }
}
