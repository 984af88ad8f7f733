package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.crypto.stream.ExactInputStream;
import java.io.IOException;
import java.io.InputStream;

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
    return new ExactInputStream(message.read(), offset, available);
  }
}
