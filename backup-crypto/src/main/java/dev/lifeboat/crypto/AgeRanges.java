package dev.lifeboat.crypto;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.crypto.stream.ExactInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The plain bytes of an age file, from any position. A range costs the reading of the chunks that
 * hold it, in one request to the source.
 */
final class AgeRanges implements ByteRanges {
  private static final int PLAIN = ChunkCipher.PLAIN_LENGTH;
  private static final int SEALED = ChunkCipher.SEALED_LENGTH;

  private final ByteRanges source;
  private final Preamble preamble;
  private final long lastChunk;
  private final long sizeBytes;

  private AgeRanges(ByteRanges source, Preamble preamble, long sealedBytes) {
    this.source = source;
    this.preamble = preamble;
    this.lastChunk = (sealedBytes - 1) / SEALED;
    this.sizeBytes = sealedBytes - (lastChunk + 1) * Aead.TAG_LENGTH;
  }

  /**
   * Opens a file and authenticates its last chunk, without which its length is not to be trusted.
   */
  static AgeRanges open(ByteRanges source, Preamble preamble) throws IOException {
    long sealedBytes = source.sizeBytes() - preamble.sizeBytes();
    if (sealedBytes < Aead.TAG_LENGTH) {
      throw Damage.cut("data, at chunk 0");
    }
    AgeRanges ranges = new AgeRanges(source, preamble, sealedBytes);
    ranges.authenticateEnd();
    return ranges;
  }

  private void authenticateEnd() throws IOException {
    long start = lastChunk * PLAIN;
    long expected = sizeBytes - start;
    try (InputStream end = chunks(lastChunk, lastChunk)) {
      if (end.transferTo(OutputStream.nullOutputStream()) != expected) {
        throw Damage.cut("data, at chunk %,d".formatted(lastChunk));
      }
    }
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public InputStream read(long offset, long length) throws IOException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("A range cannot begin or end before the first byte");
    }
    long available = Math.min(length, Math.max(0, sizeBytes - offset));
    if (available == 0) {
      return InputStream.nullInputStream();
    }
    long first = offset / PLAIN;
    InputStream chunks = chunks(first, (offset + available - 1) / PLAIN);
    return new ExactInputStream(chunks, offset - first * PLAIN, available);
  }

  /** Opens whole chunks, from the first to the last named. */
  private InputStream chunks(long first, long last) throws IOException {
    long start = preamble.sizeBytes() + first * SEALED;
    long end = Math.min(preamble.sizeBytes() + (last + 1) * SEALED, source.sizeBytes());
    InputStream sealed = source.read(start, end - start);
    return last == lastChunk
        ? PayloadInputStream.toTheEnd(sealed, preamble.key().copy(), first)
        : PayloadInputStream.within(sealed, preamble.key().copy(), first);
  }
}
