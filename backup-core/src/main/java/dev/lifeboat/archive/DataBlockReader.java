package dev.lifeboat.archive;

import dev.lifeboat.codec.Decompressor;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decodes data blocks as {@link DataBlockWriter} and {@code pg_dump} write them, wherever they are
 * stored. Thread-safe: each call works on a stream of its own.
 *
 * <p>A stream that ends too early, has no valid structure, names an entry that the table of
 * contents does not have, or cannot be decompressed is told as {@link DamagedException}; what the
 * stream or the visitor throws passes through. Streams are read with few small reads in between, so
 * a stream that is slow at those should be buffered by the caller; none is closed.
 */
public final class DataBlockReader {
  private static final long OID_VALUES = 1L << 32;

  private final Map<Integer, TocEntry> entries;
  private final Decompressor decompressor;

  /**
   * Reads blocks of one archive.
   *
   * @param toc its table of contents, which names the compression
   * @throws dev.lifeboat.error.RefusedException if the compression cannot be read
   */
  public DataBlockReader(Toc toc) {
    this(toc, CustomFormat.decompressor(toc.header()));
  }

  /**
   * Reads blocks of one archive.
   *
   * @param toc its table of contents
   * @param decompressor of the data, whatever the header says
   */
  public DataBlockReader(Toc toc, Decompressor decompressor) {
    this.decompressor = decompressor;
    this.entries =
        toc.entries().stream()
            .filter(TocEntry::hasData)
            .collect(Collectors.toUnmodifiableMap(TocEntry::dumpId, Function.identity()));
  }

  /**
   * Decodes complete blocks, one after another, until the stream ends.
   *
   * @param in stands before the first block, or at its end
   * @param wanted the dump ids whose data is asked for; other blocks are passed over
   * @param visitor who takes the data
   * @throws IOException if the stream cannot be read
   */
  public void readBlocks(InputStream in, Set<Integer> wanted, DataVisitor visitor)
      throws IOException {
    for (int type = in.read(); type >= 0; type = in.read()) {
      TocEntry entry = header(in, type);
      if (wanted.contains(entry.dumpId())) {
        visit(in, entry, visitor);
      } else {
        skip(in, entry);
      }
    }
  }

  /**
   * Decodes rows from the middle of a table's block: whole chunks that decompress on their own,
   * without the header and the end of the block, until the stream ends.
   *
   * @param in stands before the first chunk
   * @param dumpId the entry that the rows belong to
   * @param visitor who takes the rows
   * @throws IOException if the stream cannot be read
   */
  public void readRows(InputStream in, int dumpId, DataVisitor visitor) throws IOException {
    visitRows(in, entry(dumpId), ChunkStream.End.SOURCE, visitor);
  }

  /**
   * Decodes large objects from the middle of their block: whole ones, without the header and the
   * end of the block, until the stream ends.
   *
   * @param in stands before the first large object
   * @param dumpId the entry that they belong to
   * @param visitor who takes them
   * @throws IOException if the stream cannot be read
   */
  public void readLargeObjects(InputStream in, int dumpId, DataVisitor visitor) throws IOException {
    TocEntry entry = entry(dumpId);
    for (int sign = in.read(); sign >= 0; sign = in.read()) {
      long oid = number(sign, in);
      if (oid == 0) {
        throw new DamagedException(
            "%s ends before it should; fetch the archive again".formatted(title(entry)));
      }
      visitLargeObject(in, entry, oid, visitor);
    }
  }

  /**
   * Decodes the block of an entry.
   *
   * @param in stands before the block; what follows on it is left
   * @param dumpId the entry whose block it must be
   * @param visitor who takes the data
   */
  void readBlock(InputStream in, int dumpId, DataVisitor visitor) throws IOException {
    visit(in, expectedHeader(in, dumpId), visitor);
  }

  /** Passes over one block. */
  TocEntry skipBlock(InputStream in, int type) throws IOException {
    TocEntry entry = header(in, type);
    skip(in, entry);
    return entry;
  }

  private void visit(InputStream in, TocEntry entry, DataVisitor visitor) throws IOException {
    if (holdsLargeObjects(entry)) {
      visitLargeObjects(in, entry, visitor);
    } else {
      visitRows(in, entry, ChunkStream.End.EMPTY_CHUNK, visitor);
    }
  }

  private TocEntry expectedHeader(InputStream in, int dumpId) throws IOException {
    TocEntry found = header(in, in.read());
    if (found.dumpId() != dumpId) {
      throw new DamagedException(
          "%s stands where %s should be; fetch the archive again"
              .formatted(title(found), title(entry(dumpId))));
    }
    return found;
  }

  /** The entry whose block begins, checked against the table of contents. */
  private TocEntry header(InputStream in, int type) throws IOException {
    long dumpId = number(in);
    TocEntry entry = entry(dumpId);
    int expected =
        holdsLargeObjects(entry)
            ? DataBlockWriter.BLOCK_LARGE_OBJECTS
            : DataBlockWriter.BLOCK_TABLE;
    if (type != expected) {
      throw new DamagedException(
          "The block of %s has type %d instead of %d; fetch the archive again"
              .formatted(title(entry), type, expected));
    }
    return entry;
  }

  private static String title(TocEntry entry) {
    return Sql.oneLine(entry.title());
  }

  private static boolean holdsLargeObjects(TocEntry entry) {
    return entry.description().equals(TocEntry.LARGE_OBJECTS);
  }

  private TocEntry entry(long dumpId) {
    TocEntry entry = dumpId > Integer.MAX_VALUE ? null : entries.get((int) dumpId);
    if (entry == null) {
      throw new DamagedException(
          "A block belongs to entry %d, which the table of contents does not have; fetch the archive again"
              .formatted(dumpId));
    }
    return entry;
  }

  private void skip(InputStream in, TocEntry entry) throws IOException {
    if (!holdsLargeObjects(entry)) {
      chunks(in, ChunkStream.End.EMPTY_CHUNK, entry).skipToEnd();
      return;
    }
    while (number(in) != 0) {
      chunks(in, ChunkStream.End.EMPTY_CHUNK, entry).skipToEnd();
    }
  }

  private void visitRows(InputStream in, TocEntry entry, ChunkStream.End end, DataVisitor visitor)
      throws IOException {
    try (ContentStream content = content(in, end, entry)) {
      content.giveRows(entry, visitor);
    }
  }

  private void visitLargeObjects(InputStream in, TocEntry entry, DataVisitor visitor)
      throws IOException {
    for (long oid = number(in); oid != 0; oid = number(in)) {
      visitLargeObject(in, entry, oid, visitor);
    }
  }

  private void visitLargeObject(InputStream in, TocEntry entry, long number, DataVisitor visitor)
      throws IOException {
    long oid = Math.floorMod(number, OID_VALUES); // pg_dump writes OIDs as signed numbers
    try (ContentStream content = content(in, ChunkStream.End.EMPTY_CHUNK, entry)) {
      content.giveLargeObject(entry.dumpId(), oid, visitor);
    }
  }

  private ContentStream content(InputStream in, ChunkStream.End end, TocEntry entry)
      throws IOException {
    return new ContentStream(chunks(in, end, entry), decompressor, "The data of " + title(entry));
  }

  private static ChunkStream chunks(InputStream in, ChunkStream.End end, TocEntry entry) {
    return new ChunkStream(in, end, title(entry));
  }

  private static long number(InputStream in) throws IOException {
    return number(in.read(), in);
  }

  private static long number(int sign, InputStream in) throws IOException {
    byte[] magnitude = in.readNBytes(ArchivePrimitives.INT_SIZE);
    if (sign < 0 || sign > 1 || magnitude.length < ArchivePrimitives.INT_SIZE) {
      throw new DamagedException(
          "A block has no valid number where one should be, or is cut; fetch the archive again");
    }
    long value = 0;
    for (int i = 0; i < magnitude.length; i++) {
      value |= (magnitude[i] & 0xffL) << (8 * i);
    }
    return sign == 1 ? -value : value;
  }
}
