package dev.lifeboat.testkit;

import dev.lifeboat.codec.ByteRanges;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Bytes in memory that remember which ranges were asked for. */
public final class MemoryRanges implements ByteRanges {
  private final byte[] bytes;
  private final List<Range> reads = new CopyOnWriteArrayList<>();

  /** What was asked for. */
  public record Range(long offset, long length) {}

  public MemoryRanges(byte[] bytes) {
    this.bytes = bytes;
  }

  /** All that was asked for, in order. */
  public List<Range> reads() {
    return reads;
  }

  @Override
  public long sizeBytes() {
    return bytes.length;
  }

  @Override
  public InputStream read(long offset, long length) {
    reads.add(new Range(offset, length));
    int start = (int) Math.min(offset, bytes.length);
    return new ByteArrayInputStream(bytes, start, (int) Math.min(length, bytes.length - start));
  }
}
