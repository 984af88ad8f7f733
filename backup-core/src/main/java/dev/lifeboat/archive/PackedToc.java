package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.postgres.TextEncoding;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table of contents that is being put together, kept as the archive will hold it and compressed:
 * with a hundred thousand tables, entries as objects would take many times as much memory. For one
 * thread at a time; once complete, it can be written any number of times, by several threads.
 */
public final class PackedToc {
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final TextEncoding encoding;
  private final CountingStream packing;
  private final TocEntryWriter writer;
  private final List<Long> lateDefinitions = new ArrayList<>();
  private int entries;

  /**
   * An empty table of contents.
   *
   * @param version of the archive that it is for
   * @param encoding of its texts
   */
  public PackedToc(ArchiveVersion version, TextEncoding encoding) {
    this.encoding = encoding;
    try {
      // Entries are written field by field, and each call of native code takes its time.
      this.packing =
          new CountingStream(new BufferedOutputStream(Compression.DEFAULT.compress(packed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    this.writer = new TocEntryWriter(packing, version, encoding, DataPlaces.OFFSETS);
  }

  /** Adds an entry. */
  public void add(TocEntry entry) {
    try {
      writer.write(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries++;
  }

  /** Adds an entry whose definition is given only when it is written, as it is large. */
  public void addWithoutDefinition(TocEntry entry) {
    try {
      writer.writeBeforeDefinition(entry);
      lateDefinitions.add(packing.count);
      writer.writeAfterDefinition(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries++;
  }

  /** The encoding of all texts. */
  TextEncoding encoding() {
    return encoding;
  }

  /** How many entries there are. */
  public int entries() {
    return entries;
  }

  /** States that no entry follows. */
  public PackedToc complete() {
    try {
      packing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * Writes all entries as they stand in an archive.
   *
   * @param late gives the definitions of the entries that came without, in their order
   */
  void writeTo(OutputStream out, Supplier<String> late) throws IOException {
    try (InputStream plain =
        Compression.DEFAULT.decompress(new ByteArrayInputStream(packed.toByteArray()))) {
      long position = 0;
      for (long place : lateDefinitions) {
        copy(plain, out, place - position);
        ArchivePrimitives.writeString(out, late.get(), encoding);
        position = place;
      }
      plain.transferTo(out);
    }
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = bytes; left > 0; ) {
      int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (read == 0) {
        throw new IOException("a packed table of contents ends early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** Knows how much was written. */
  private static final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
