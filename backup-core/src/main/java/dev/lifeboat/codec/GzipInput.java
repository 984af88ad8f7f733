package dev.lifeboat.codec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The plain bytes of a gzip file (RFC 1952), of all its members if there are several. The name and
 * the comment of a file are held in memory, so that a header is not read for ever. For one thread
 * at a time.
 */
final class GzipInput extends FilterInputStream {
  private final Fed source;

  GzipInput(InputStream source) throws IOException {
    this(new Fed(source));
  }

  private GzipInput(Fed source) throws IOException {
    super(
        GzipCompressorInputStream.builder()
            .setInputStream(source)
            .setDecompressConcatenated(true)
            .get());
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    source.unanswered = 0;
    return count;
  }

  /** What is read of the file, of which so much without a plain byte for it is no file. */
  private static final class Fed extends FilterInputStream {
    private static final long MOST_BYTES = 4 << 20;

    private long unanswered;

    Fed(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      require(1);
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      require(count);
      return count;
    }

    private void require(int more) throws IOException {
      unanswered += more;
      if (unanswered > MOST_BYTES) {
        throw new IOException("a gzip header does not end");
      }
    }
  }
}
