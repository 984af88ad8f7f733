package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes the content of any archive as a custom archive. */
final class CustomWriter {
  private final DataBlockWriter blocks;

  private CustomWriter(DataBlockWriter blocks) {
    this.blocks = blocks;
  }

  /**
   * Writes an archive.
   *
   * @param archive what to write, which the caller goes on to own
   * @param compression of the data
   * @param out where to; stays open, and should be buffered by the caller
   */
  static void write(ArchiveSource archive, Compression compression, OutputStream out)
      throws IOException {
    Toc toc = CustomFormat.tocFor(archive.toc(), compression);
    CustomFormat.writePrologue(out, toc, compression);
    EntryData data = new EntryData(archive);
    try (DataBlockWriter blocks = new DataBlockWriter(out, compression)) {
      CustomWriter writer = new CustomWriter(blocks);
      for (TocEntry entry : toc.entries()) {
        if (entry.hasData()) {
          writer.write(entry, data);
        }
      }
    }
    out.flush();
  }

  private void write(TocEntry entry, EntryData data) throws IOException {
    if (entry.description().equals(TocEntry.LARGE_OBJECTS)) {
      blocks.beginLargeObjects(entry.dumpId());
      data.read(entry, new LargeObjects());
    } else {
      blocks.beginTable(entry.dumpId());
      try (OutputStream content = blocks.content()) {
        MarkedRows.write(entry, data, content);
      }
    }
    blocks.end();
  }

  private final class LargeObjects implements DataVisitor {
    @Override
    public void tableData(int dumpId, InputStream rows) {
      throw new IllegalStateException("large objects are no rows");
    }

    @Override
    public void largeObject(int dumpId, long oid, InputStream bytes) throws IOException {
      blocks.beginLargeObject(oid);
      try (OutputStream content = blocks.content()) {
        bytes.transferTo(content);
      }
      blocks.endLargeObject();
    }
  }
}
