package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.archive.PlainFormat;
import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.VolumeOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes an archive as a plain script, in the order of the passes. For one thread. */
final class PlainScript {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ArchiveSource archive;
  private final OutputStream out;
  private final PlainFormat format;
  private final Map<Integer, DataSegment> segments = new HashMap<>();

  private PlainScript(ArchiveSource archive, OutputStream out) {
    this.archive = archive;
    this.out = out;
    this.format = new PlainFormat(out, archive.toc());
    archive.segments().forEach(some -> some.dumpIds().forEach(id -> segments.put(id, some)));
  }

  /**
   * Writes a script by way of an archive beside it, which is removed again.
   *
   * @param file the script, which does not exist yet
   * @param detour writes the archive
   */
  static DumpSummary write(Path file, Detour detour) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".archive-" + UUID.randomUUID());
    try (ArchiveFile script = ArchiveFile.create(file)) {
      DumpSummary summary = detour.dumpTo(beside);
      try (CustomArchive archive = CustomArchive.open(beside);
          VolumeOutput volume = script.open(0);
          OutputStream out = new BufferedOutputStream(volume, BUFFER_BYTES)) {
        new PlainScript(archive, out).write();
        volume.commit();
      }
      script.publish();
      return summary;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private void write() throws IOException {
    format.writePrologue(archive.toc());
    for (RestorePass pass : List.of(RestorePass.MAIN, RestorePass.PRIVILEGES, RestorePass.LAST)) {
      for (TocEntry entry : archive.toc().entries()) {
        if (RestorePass.of(entry) == pass) {
          write(entry);
        }
      }
    }
    format.writeEpilogue();
  }

  private void write(TocEntry entry) throws IOException {
    if (!entry.hasData()) {
      format.writeEntry(entry);
    } else if (entry.description().equals(TocEntry.LARGE_OBJECTS)) {
      format.beginLargeObjects(entry);
      writeData(entry);
      format.endLargeObjects();
    } else {
      format.beginTable(entry);
      writeData(entry);
      format.endTable();
    }
  }

  private void writeData(TocEntry entry) throws IOException {
    DataSegment data = segments.get(entry.dumpId());
    if (data == null) {
      throw new IOException("the archive holds no data of " + entry.title());
    }
    data.read(Set.of(entry.dumpId()), new Copying());
  }

  /** Writes an archive. */
  @FunctionalInterface
  interface Detour {
    DumpSummary dumpTo(Path archive) throws IOException;
  }

  private final class Copying implements DataVisitor {
    @Override
    public void tableData(int dumpId, InputStream rows) throws IOException {
      rows.transferTo(out);
    }

    @Override
    public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
      format.writeLargeObject(oid, content);
    }
  }
}
