package dev.lifeboat.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes an archive as a plain script, in the order of the passes. */
public final class PlainScript {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ArchiveSource archive;
  private final PlainFormat format;
  private final Map<Integer, DataSegment> segments = new HashMap<>();

  private PlainScript(ArchiveSource archive) {
    this.archive = archive;
    this.format = new PlainFormat(out, archive.toc());
    archive.segments().forEach(s -> s.dumpIds().forEach(id -> segments.put(id, s)));
  }

  /** The script. */
  public static byte[] of(ArchiveSource archive) throws IOException {
    PlainScript script = new PlainScript(archive);
    script.write();
    return script.out.toByteArray();
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
      data(entry);
      format.endLargeObjects();
    } else {
      format.beginTable(entry);
      data(entry);
      format.endTable();
    }
  }

  private void data(TocEntry entry) throws IOException {
    segments
        .get(entry.dumpId())
        .read(
            Set.of(entry.dumpId()),
            new DataVisitor() {
              @Override
              public void tableData(int dumpId, InputStream rows) throws IOException {
                rows.transferTo(out);
              }

              @Override
              public void largeObject(int dumpId, long oid, InputStream content)
                  throws IOException {
                format.writeLargeObject(oid, content);
              }
            });
  }
}
