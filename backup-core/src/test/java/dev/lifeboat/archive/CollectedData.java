package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** All data of a small archive. */
final class CollectedData implements DataVisitor {
  private final Map<Integer, String> names;
  private final Map<String, String> tables = new HashMap<>();
  private final Map<Long, byte[]> largeObjects = new HashMap<>();

  private CollectedData(Toc toc) {
    names = toc.entries().stream().collect(Collectors.toMap(TocEntry::dumpId, TocEntry::tag));
  }

  static CollectedData of(ArchiveSource archive) throws IOException {
    CollectedData data = new CollectedData(archive.toc());
    for (DataSegment segment : archive.segments()) {
      segment.read(segment.dumpIds(), data);
    }
    return data;
  }

  static CollectedData forToc(Toc toc) {
    return new CollectedData(toc);
  }

  String table(String name) {
    return tables.getOrDefault(name, "");
  }

  byte[] largeObject(long oid) {
    return largeObjects.get(oid);
  }

  @Override
  public void tableData(int dumpId, InputStream rows) throws IOException {
    String text = new String(rows.readAllBytes(), StandardCharsets.UTF_8);
    tables.merge(names.get(dumpId), text, String::concat);
  }

  @Override
  public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
    largeObjects.put(oid, content.readAllBytes());
  }
}
