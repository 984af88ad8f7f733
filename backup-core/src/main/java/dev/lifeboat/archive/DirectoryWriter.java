package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the content of any archive as a directory archive: the table of contents, and a file for
 * each table and each large object, as {@code pg_dump -Fd} lays them out.
 */
final class DirectoryWriter {
  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final Compression compression;
  private final ArchiveVersion version;

  private DirectoryWriter(Path folder, Compression compression, ArchiveVersion version) {
    this.folder = folder;
    this.compression = compression;
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
    DirectoryWriter writer = new DirectoryWriter(folder, compression, toc.header().version());
    EntryData data = new EntryData(archive);
    for (TocEntry entry : toc.entries()) {
      if (entry.hasData()) {
        writer.write(entry, data);
      }
    }
    try (OutputStream out = writer.create(MemberName.TOC)) {
      CustomFormat.writeDirectoryToc(out, toc, compression);
    }
  }

  private void write(TocEntry entry, EntryData data) throws IOException {
    String name = MemberName.of(entry, version);
    if (entry.description().equals(TocEntry.LARGE_OBJECTS)) {
      try (OutputStream list = create(name)) {
        data.read(entry, new LargeObjects(list));
      }
    } else {
      try (OutputStream file = compressed(name)) {
        MarkedRows.write(entry, data, file);
      }
    }
  }

  private OutputStream compressed(String name) throws IOException {
    OutputStream file = create(name + compression.file().suffix());
    try {
      return compression.compressFile(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private OutputStream create(String name) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        BUFFER);
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
      String name = MemberName.ofLargeObject(oid);
      try (OutputStream file = compressed(name)) {
        content.transferTo(file);
      }
      list.write((oid + " " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
