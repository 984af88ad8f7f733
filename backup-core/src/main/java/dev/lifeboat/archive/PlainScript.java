package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns an archive into a plain SQL script, in the order of the passes of a restore. */
public final class PlainScript {
  private final ArchiveSource archive;
  private final OutputStream out;
  private final PlainFormat format;
  private final Map<Integer, List<DataSegment>> segments = new HashMap<>();

  private PlainScript(ArchiveSource archive, OutputStream out) {
    this.archive = archive;
    this.out = out;
    this.format = new PlainFormat(out, archive.toc());
    for (DataSegment segment : archive.segments()) {
      for (int dumpId : segment.dumpIds()) {
        segments.computeIfAbsent(dumpId, id -> new ArrayList<>(1)).add(segment);
      }
    }
  }

  /**
   * Writes the script of an archive.
   *
   * @param archive what to write, which the caller goes on to own
   * @param out where to; stays open, and should be buffered by the caller
   * @throws IOException if either fails
   */
  public static void write(ArchiveSource archive, OutputStream out) throws IOException {
    new PlainScript(archive, out).write();
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
    List<DataSegment> parts = segments.get(entry.dumpId());
    if (parts == null) {
      throw new DamagedException(
          "The archive holds no data of %s; fetch it again".formatted(entry.title()));
    }
    for (DataSegment part : parts) {
      part.read(Set.of(entry.dumpId()), new Copying());
    }
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
