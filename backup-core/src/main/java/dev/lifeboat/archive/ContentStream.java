package dev.lifeboat.archive;

import dev.lifeboat.codec.Decompressor;
import dev.lifeboat.error.DamagedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What was compressed, decompressed. What cannot be decompressed is told as damage; what the source
 * throws passes through. For one thread at a time.
 */
final class ContentStream extends InputStream {
  private static final int DRAIN_BYTES = 16 * 1024;

  private final Noted stored;
  private final InputStream content;
  private final String title;
  private boolean ended;

  /**
   * Decompresses a stream; one without any byte has no content in every compression.
   *
   * @param stored the compressed bytes, closed with this
   * @param decompressor of them
   * @param title what is read, for messages
   */
  ContentStream(InputStream stored, Decompressor decompressor, String title) throws IOException {
    this.stored = new Noted(stored);
    this.title = title;
    PushbackInputStream compressed = new PushbackInputStream(this.stored);
    int first = compressed.read();
    if (first < 0) {
      content = compressed;
      return;
    }
    compressed.unread(first);
    try {
      content = decompressor.decompress(compressed);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    try {
      int count = content.read(bytes, offset, length);
      if (count < 0) {
        ended = true;
        requireNothingLeft();
      }
      return count;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Hands over the rows of a table, and sees to it that they are read to the end. */
  void giveRows(TocEntry entry, DataVisitor visitor) throws IOException {
    visitor.tableData(entry.dumpId(), entry.isCopied() ? new EndMarkerFilter(this) : this);
    drain(this);
  }

  /**
   * Hands over the rows of a table that must end with the marker of COPY: nothing else tells that a
   * file of them is whole.
   */
  void giveMarkedRows(TocEntry entry, DataVisitor visitor) throws IOException {
    if (!entry.isCopied()) {
      giveRows(entry, visitor);
      return;
    }
    EndMarkerFilter rows = new EndMarkerFilter(this);
    visitor.tableData(entry.dumpId(), rows);
    drain(rows);
    if (!rows.marked()) {
      throw damaged("ends before its end marker", null);
    }
  }

  /** Hands over a large object, and sees to it that it is read to the end. */
  void giveLargeObject(int dumpId, long oid, DataVisitor visitor) throws IOException {
    visitor.largeObject(dumpId, oid, this);
    drain(this);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** Reads what nobody asked for, so that its end is checked as well. */
  private static void drain(InputStream in) throws IOException {
    if (in.read() < 0) { // as nearly always; there may be a million streams
      return;
    }
    byte[] buffer = new byte[DRAIN_BYTES];
    int count = 0;
    while (count >= 0) {
      count = in.read(buffer, 0, buffer.length);
    }
  }

  private void requireNothingLeft() throws IOException {
    if (stored.read() >= 0) {
      throw damaged("goes on after the end of what was compressed", null);
    }
  }

  private IOException failure(IOException e) {
    if (stored.failed) {
      return e;
    }
    throw damaged("cannot be decompressed", e);
  }

  private DamagedException damaged(String how, @Nullable Throwable cause) {
    return new DamagedException("%s %s; fetch the archive again".formatted(title, how), cause);
  }

  /** Knows whether it was the source that failed. */
  private static final class Noted extends FilterInputStream {
    private boolean failed;

    Noted(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
