package dev.lifeboat.verify;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.Toc;
import java.util.List;

/**
 * An archive without some entries that hold no data.
 *
 * @param whole the archive, which the caller closes
 * @param toc what is left of its table of contents
 */
record RestOfArchive(ArchiveSource whole, Toc toc) implements ArchiveSource {
  static RestOfArchive of(ArchiveSource whole, Preparation preparation) {
    Toc all = whole.toc();
    return new RestOfArchive(whole, new Toc(all.header(), preparation.rest(all.entries())));
  }

  @Override
  public List<DataSegment> segments() {
    return whole.segments();
  }

  @Override
  public void close() {
    // The caller's.
  }
}
