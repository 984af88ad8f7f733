package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The decompressed content of a sequence of chunks. What cannot be decompressed is told as damage;
 * what the source throws passes through. Closing it leaves the source open.
 */
final class ContentStream extends InputStream {
  private static final int DRAIN_BYTES = 16 * 1024;

  private final ChunkStream chunks;
  private final InputStream content;
  private final String title;
  private boolean ended;

  /**
   * Decompresses a sequence of chunks; one without any chunk has no content in every compression.
   *
   * @param chunks the compressed bytes
   * @param compression of them
   * @param title what is read, for messages
   */
  ContentStream(ChunkStream chunks, Compression compression, String title) throws IOException {
    this.chunks = chunks;
    this.title = title;
    PushbackInputStream compressed = new PushbackInputStream(chunks);
    int first = compressed.read();
    if (first < 0) {
      content = InputStream.nullInputStream();
    } else {
      compressed.unread(first);
      content = compression.decompress(compressed);
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
      if (chunks.sourceFailure() != null) {
        throw e;
      }
      throw damaged("cannot be decompressed", e);
    }
  }

  /** Reads what nobody asked for, so that its end is checked as well. */
  void drain() throws IOException {
    byte[] buffer = new byte[DRAIN_BYTES];
    int count = 0;
    while (count >= 0) {
      count = read(buffer, 0, buffer.length);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private void requireNothingLeft() throws IOException {
    if (chunks.read() >= 0) {
      throw damaged("goes on after the end of what was compressed", null);
    }
  }

  private DamagedException damaged(String how, @Nullable Throwable cause) {
    return new DamagedException(
        "The data of %s %s; fetch the archive again".formatted(title, how), cause);
  }
}
