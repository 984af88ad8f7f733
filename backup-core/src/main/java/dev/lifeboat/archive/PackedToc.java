package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A table of contents that is being put together, kept as the archive will hold it and compressed:
 * with a hundred thousand tables, entries as objects would take many times as much memory. For one
 * thread at a time; once complete, it can be written any number of times, by several threads.
 */
public final class PackedToc {
  private final ArchiveVersion version;
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final OutputStream packing;
  private int entries;

  /**
   * An empty table of contents.
   *
   * @param version of the archive that it is for
   */
  public PackedToc(ArchiveVersion version) {
    this.version = version;
    try {
      this.packing = Compression.DEFAULT.compress(packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
  }

  /** Adds an entry. */
  public void add(TocEntry entry) {
    try {
      CustomFormat.writeEntry(packing, entry, version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries++;
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

  /** Writes all entries as they stand in an archive. */
  void writeTo(OutputStream out) throws IOException {
    try (InputStream plain =
        Compression.DEFAULT.decompress(new ByteArrayInputStream(packed.toByteArray()))) {
      plain.transferTo(out);
    }
  }
}
