package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the header and the table of contents of an archive. For one archive, once. */
final class TocReader {
  /** No entry is shorter: fourteen numbers or lengths, the end of its dependencies, an offset. */
  private static final int MIN_ENTRY_BYTES = 77;

  /** About what an entry takes in memory, besides its texts. */
  private static final int ENTRY_BYTES = 200;

  private static final int DEPENDENCY_BYTES = 24;

  private static final int OFFSET_NOT_SET = 1;
  private static final int OFFSET_SET = 2;
  private static final int OFFSET_NO_DATA = 3;
  private static final long MAX_OID = 0xffff_ffffL;

  private final String name;
  private final ArchiveInput in;
  private final DataPlaces places;
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final Map<Integer, String> files = new HashMap<>();
  private final Set<Integer> dumpIds = new HashSet<>();

  private TocReader(String name, ArchiveInput in, DataPlaces places) {
    this.name = name;
    this.in = in;
    this.places = places;
  }

  /**
   * Reads all that comes before the data.
   *
   * @param name of the archive, for messages
   * @param in stands at the beginning of the archive
   * @param sizeBytes how many bytes it has
   * @param places how entries tell where their data is
   */
  static ParsedToc read(String name, InputStream in, long sizeBytes, DataPlaces places)
      throws IOException {
    return new TocReader(name, new ArchiveInput(name, in, sizeBytes), places).read();
  }

  private ParsedToc read() throws IOException {
    HeaderReader.Header header = new HeaderReader(name, in, places).read();
    long count = in.readInt();
    if (count < 0 || count > in.remaining() / MIN_ENTRY_BYTES) {
      throw in.damaged("a table of contents of " + count + " entries");
    }
    List<TocEntry> entries = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      in.charge(ENTRY_BYTES);
      entries.add(readEntry(header));
    }
    Toc toc = TocDecoding.decode(header.header(), entries);
    return new ParsedToc(toc, in.position(), offsets, files);
  }

  private TocEntry readEntry(HeaderReader.Header header) throws IOException {
    ArchiveVersion version = header.header().version();
    int dumpId = readDumpId();
    boolean hasData = in.readInt() != 0;
    CatalogId catalogId = new CatalogId(readOid(), readOid());
    String tag = text();
    String description = name();
    Section section = readSection();
    String definition = text();
    String dropStatement = text();
    String copyStatement = in.readString();
    String namespace = in.readName();
    String tablespace = in.readName();
    String accessMethod = version.atLeast(ArchiveVersion.V1_14) ? in.readName() : null;
    char relkind = version.atLeast(ArchiveVersion.V1_16) ? (char) in.readInt() : 0;
    String owner = name();
    in.readWord(); // WITH OIDS, which PostgreSQL 12 dropped
    List<Integer> dependencies = readDependencies();
    readPlace(header.offsetSize(), dumpId, hasData);
    return new TocEntry(
        dumpId,
        catalogId,
        tag,
        description,
        section,
        definition,
        dropStatement,
        copyStatement,
        namespace,
        tablespace,
        accessMethod,
        relkind,
        owner,
        dependencies,
        hasData);
  }

  private int readDumpId() throws IOException {
    long dumpId = in.readInt();
    if (dumpId <= 0 || dumpId > Integer.MAX_VALUE) {
      throw in.damaged("an entry with the number " + dumpId);
    }
    if (!dumpIds.add((int) dumpId)) {
      throw in.damaged("a second entry with the number " + dumpId);
    }
    return (int) dumpId;
  }

  private long readOid() throws IOException {
    @Nullable String text = in.readWord();
    long oid = text == null ? 0 : number(text);
    if (oid < 0 || oid > MAX_OID) {
      throw in.damaged("the OID " + oid);
    }
    return oid;
  }

  private Section readSection() throws IOException {
    long code = in.readInt();
    return Section.of(code).orElseThrow(() -> in.damaged("the unknown section " + code));
  }

  private List<Integer> readDependencies() throws IOException {
    List<Integer> dependencies = new ArrayList<>();
    for (String id = in.readWord(); id != null; id = in.readWord()) {
      long dumpId = number(id);
      if (dumpId <= 0 || dumpId > Integer.MAX_VALUE) {
        throw in.damaged("a dependency on entry " + dumpId);
      }
      in.charge(DEPENDENCY_BYTES);
      dependencies.add((int) dumpId);
    }
    return dependencies;
  }

  private void readPlace(int offsetSize, int dumpId, boolean hasData) throws IOException {
    if (places == DataPlaces.OFFSETS) {
      readOffset(offsetSize, dumpId, hasData);
    } else {
      @Nullable String file = in.readWord();
      if (hasData) {
        files.put(dumpId, file == null ? "" : file);
      }
    }
  }

  private void readOffset(int offsetSize, int dumpId, boolean hasData) throws IOException {
    int state = in.readByte();
    long offset = in.readUnsigned(offsetSize);
    if (state < OFFSET_NOT_SET || state > OFFSET_NO_DATA) {
      throw in.damaged("an offset in the unknown state " + state);
    }
    if (state == OFFSET_SET && hasData) {
      offsets.put(dumpId, offset);
    }
  }

  private long number(String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw in.damaged("a text that should be a number");
    }
  }

  private String name() throws IOException {
    @Nullable String name = in.readName();
    return name == null ? "" : name;
  }

  private String text() throws IOException {
    @Nullable String text = in.readString();
    return text == null ? "" : text;
  }
}
