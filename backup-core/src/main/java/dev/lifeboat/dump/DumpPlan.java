package dev.lifeboat.dump;

import dev.lifeboat.dump.catalog.CatalogDump;
import dev.lifeboat.dump.catalog.TableSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Which data goes into which volume, decided before any is read.
 *
 * <p>Tables are packed into volumes in the order of the TOC, so that the archive can be restored
 * from a pipe too. A table that is larger than a volume is cut into ranges of pages; its last range
 * is open, since the table may have grown.
 *
 * @param volumes what goes into each volume, by number; at least one
 * @param estimatedBytes the size of the data in the source
 */
record DumpPlan(List<List<Part>> volumes, long estimatedBytes) {
  private static final long PAGE_BYTES = 8192;
  private static final long LEAST_VOLUME_BYTES = 16L * 1024 * 1024;

  /** Volumes for each worker, so that none has to wait long for the others in the end. */
  private static final int VOLUMES_PER_JOB = 4;

  static DumpPlan of(CatalogDump catalog, DumpOptions options) {
    long pages = catalog.tables().stream().mapToLong(TableSource::pages).sum();
    Packer packer = new Packer(targetPages(pages, options), options.compression().concatenable());
    catalog.tables().forEach(packer::add);
    if (catalog.largeObjectEntry() != null) {
      packer.addLargeObjects(catalog.largeObjectEntry(), catalog.largeObjects());
    }
    return new DumpPlan(packer.volumes, pages * PAGE_BYTES);
  }

  private static long targetPages(long pages, DumpOptions options) {
    long fairShare = pages * PAGE_BYTES / ((long) options.jobs() * VOLUMES_PER_JOB);
    long target = Math.min(options.volumeSizeBytes(), Math.max(LEAST_VOLUME_BYTES, fairShare));
    return Math.max(1, target / PAGE_BYTES);
  }

  /** A piece of the data that one worker reads at a time. */
  sealed interface Part {}

  /**
   * Rows of a table.
   *
   * @param firstPage the first page of the range
   * @param endPage the page after the last one; {@link Long#MAX_VALUE} for all that follow
   */
  record TablePart(TableSource table, long firstPage, long endPage) implements Part {
    boolean isFirst() {
      return firstPage == 0;
    }

    boolean isLast() {
      return endPage == Long.MAX_VALUE;
    }
  }

  /** All large objects. */
  record LargeObjectsPart(int dumpId, List<Long> oids) implements Part {}

  /** Fills one volume after the other. */
  private static final class Packer {
    private final List<List<Part>> volumes = new ArrayList<>();
    private final long targetPages;
    private final boolean slices;
    private long usedPages;

    Packer(long targetPages, boolean slices) {
      this.targetPages = targetPages;
      this.slices = slices;
      startVolume();
    }

    void add(TableSource table) {
      boolean cut = slices && table.sliceable();
      long first = 0;
      while (cut && table.pages() - first > targetPages) {
        long room = usedPages * 2 < targetPages ? targetPages - usedPages : targetPages;
        put(new TablePart(table, first, first + room), room);
        first += room;
      }
      put(new TablePart(table, first, Long.MAX_VALUE), Math.max(1, table.pages() - first));
    }

    void addLargeObjects(int dumpId, List<Long> oids) {
      put(new LargeObjectsPart(dumpId, oids), oids.size());
    }

    private void put(Part part, long pages) {
      if (usedPages > 0 && usedPages + pages > targetPages) {
        startVolume();
      }
      volumes.get(volumes.size() - 1).add(part);
      usedPages += pages;
    }

    private void startVolume() {
      volumes.add(new ArrayList<>());
      usedPages = 0;
    }
  }
}
