package dev.lifeboat.archive;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.TemporaryFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file, which is opened once. Thread-safe. */
final class FileRanges implements ByteRanges, Closeable {
  private final FileChannel channel;
  private final long sizeBytes;

  private FileRanges(FileChannel channel) throws IOException {
    this.channel = channel;
    this.sizeBytes = channel.size();
  }

  /** Opens a file. */
  static FileRanges of(Path file) throws IOException {
    return new FileRanges(FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Copies a stream into a temporary file, which only its owner can read and which goes away. */
  static FileRanges temporary(InputStream in) throws IOException {
    return new FileRanges(TemporaryFile.holding(in));
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public InputStream read(long offset, long length) {
    return new Range(offset, Math.min(sizeBytes, offset + length));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class Range extends InputStream {
    private long position;
    private final long end;

    Range(long position, long end) {
      this.position = position;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, end - position);
      if (wanted <= 0) {
        return length == 0 ? 0 : -1;
      }
      int count = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
      position += Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long bytes) {
      long count = Math.max(0, Math.min(bytes, end - position));
      position += count;
      return count;
    }
  }
}
