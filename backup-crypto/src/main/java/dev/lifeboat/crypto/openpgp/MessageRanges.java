package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.ByteRanges;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * What a message holds, from any position, at the cost of decrypting all that lies before. The
 * spool is gone once this is unreachable.
 */
final class MessageRanges implements ByteRanges {
  private final Message message;

  MessageRanges(Message message) {
    this.message = message;
  }

  @Override
  public long sizeBytes() {
    return message.sizeBytes();
  }

  @Override
  public InputStream read(long offset, long length) throws IOException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("A range cannot begin or end before the first byte");
    }
    long available = Math.min(length, Math.max(0, sizeBytes() - offset));
    if (available == 0) {
      return InputStream.nullInputStream();
    }
    InputStream content = message.read();
    content.skipNBytes(offset);
    return new Beginning(content, available);
  }

  /** So many bytes of a stream, and no more. */
  private static final class Beginning extends FilterInputStream {
    private long remaining;

    Beginning(InputStream source, long sizeBytes) {
      super(source);
      this.remaining = sizeBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (remaining == 0) {
        return -1;
      }
      int count = super.read(bytes, offset, (int) Math.min(length, remaining));
      remaining -= Math.max(count, 0);
      return count;
    }
  }
}
