package dev.lifeboat.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream, which owns the channel. */
final class FileRange extends InputStream {
  /** The JDK copies through a direct buffer of this size, which each thread keeps. */
  private static final int MAX_READ_BYTES = 128 * 1024;

  private final FileChannel channel;
  private long left;

  private FileRange(FileChannel channel, long left) {
    this.channel = channel;
    this.left = left;
  }

  static FileRange of(FileChannel channel, long offset, long length) throws IOException {
    try {
      channel.position(offset);
      return new FileRange(channel, length);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(left, Math.min(length, MAX_READ_BYTES));
    int count = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, offset, wanted));
    left -= Math.max(count, 0);
    return count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
