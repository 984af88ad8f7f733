package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes the content of any archive as a directory archive: the table of contents, and a file for
 * each table and each large object, as {@code pg_dump -Fd} lays them out.
 */
final class DirectoryWriter {
  private final FolderOutput folder;
  private final ArchiveVersion version;

  private DirectoryWriter(FolderOutput folder, ArchiveVersion version) {
    this.folder = folder;
    this.version = version;
  }

  /**
   * Writes an archive. The table of contents, without which it is none, comes last.
   *
   * @param archive what to write, which the caller goes on to own
   * @param compression of the data
   * @param folder where to; empty
   */
  static void write(ArchiveSource archive, Compression compression, Path folder)
      throws IOException {
    Toc toc = CustomFormat.tocFor(archive.toc(), compression);
    FolderOutput files = new FolderOutput(folder, compression);
    DirectoryWriter writer = new DirectoryWriter(files, toc.header().version());
    EntryData data = new EntryData(archive);
    for (TocEntry entry : toc.entries()) {
      if (entry.hasData()) {
        writer.write(entry, data);
      }
    }
    files.contents(toc);
  }

  private void write(TocEntry entry, EntryData data) throws IOException {
    String name = MemberName.of(entry, version);
    if (entry.description().equals(TocEntry.LARGE_OBJECTS)) {
      try (OutputStream list = folder.list(name)) {
        data.read(entry, new LargeObjects(list));
      }
    } else {
      try (OutputStream file = folder.data(name)) {
        MarkedRows.write(entry, data, file);
      }
    }
  }

  /** Each in a file of its own, and a line for it in the list. */
  private final class LargeObjects implements DataVisitor {
    private final OutputStream list;

    LargeObjects(OutputStream list) {
      this.list = list;
    }

    @Override
    public void tableData(int dumpId, InputStream rows) {
      throw new IllegalStateException("large objects are no rows");
    }

    @Override
    public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
      try (OutputStream file = folder.largeObject(oid, list)) {
        content.transferTo(file);
      }
    }
  }
}
