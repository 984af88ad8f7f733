package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs the files of a directory archive, which is written first as a header tells the size of its
 * file, in the order in which {@code pg_restore} asks for them: the table of contents, then the
 * data of each entry, large objects before their list.
 */
final class TarWriter {
  private final Path folder;
  private final TarArchiveOutputStream tar;

  private TarWriter(Path folder, TarArchiveOutputStream tar) {
    this.folder = folder;
    this.tar = tar;
  }

  /**
   * Writes an archive.
   *
   * @param archive what to write, which the caller goes on to own
   * @param scratch an empty folder, which is empty again afterwards
   * @param out where to; stays open
   */
  static void write(ArchiveSource archive, Path scratch, OutputStream out) throws IOException {
    Compression none = new Compression.None();
    Toc toc = CustomFormat.tocFor(archive.toc(), none);
    DirectoryWriter.write(archive, none, scratch);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    new TarWriter(scratch, tar).pack(toc);
    tar.finish(); // closing would close the target
  }

  private void pack(Toc toc) throws IOException {
    move(MemberName.TOC);
    for (TocEntry entry : toc.entries()) {
      if (entry.hasData()) {
        pack(entry, MemberName.of(entry, toc.header().version()));
      }
    }
  }

  private void pack(TocEntry entry, String name) throws IOException {
    if (entry.description().equals(TocEntry.LARGE_OBJECTS)) {
      try (BufferedReader list =
          Files.newBufferedReader(folder.resolve(name), StandardCharsets.US_ASCII)) {
        for (String line = list.readLine(); line != null; line = list.readLine()) {
          move(line.substring(line.indexOf(' ') + 1));
        }
      }
    }
    move(name);
  }

  /** Takes a file out of the folder, so that there is never room needed for all of it twice. */
  private void move(String name) throws IOException {
    Path file = folder.resolve(name);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
    Files.delete(file);
  }
}
