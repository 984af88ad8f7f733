package dev.lifeboat.codec;

import java.io.IOException;

/**
 * The plain bytes of one block and of the 64 KiB before it, to which it may refer, as the LZ4 block
 * format description tells it. Every length and distance is checked before it is used.
 */
final class Lz4Window {
  private static final int HISTORY = 64 * 1024;
  private static final int MIN_MATCH = 4;
  private static final int LONG_LENGTH = 15;

  private byte[] plain = new byte[0];
  private int limit;
  private byte[] packed = new byte[0];
  private int in;
  private int packedEnd;
  private int historyStart;
  private int start;
  private int end;

  /** Forgets what was, for the blocks of another frame. */
  void clear(int maxBlockBytes) {
    limit = HISTORY + maxBlockBytes;
    if (plain.length < limit) {
      plain = new byte[limit];
    }
    historyStart = HISTORY;
    start = HISTORY;
    end = HISTORY;
  }

  byte[] bytes() {
    return plain;
  }

  /** Where the plain bytes of the last block begin. */
  int start() {
    return start;
  }

  /** Where they end. */
  int end() {
    return end;
  }

  /** Begins a block. */
  private void begin(boolean linked) {
    int kept = linked ? Math.min(HISTORY, end - historyStart) : 0;
    System.arraycopy(plain, end - kept, plain, HISTORY - kept, kept);
    historyStart = HISTORY - kept;
    start = HISTORY;
    end = HISTORY;
  }

  /** Takes a block that is not compressed. */
  void store(byte[] bytes, int count, boolean linked) {
    begin(linked);
    System.arraycopy(bytes, 0, plain, start, count);
    end = start + count;
  }

  /** Decompresses a block. */
  void decompress(byte[] bytes, int count, boolean linked) throws IOException {
    begin(linked);
    packed = bytes;
    packedEnd = count;
    in = 0;
    while (true) {
      int token = next();
      literals(length(token >>> 4));
      if (in == packedEnd) {
        return;
      }
      int distance = next() | next() << 8;
      match(distance, length(token & LONG_LENGTH) + MIN_MATCH);
    }
  }

  private int next() throws IOException {
    require(in < packedEnd);
    return packed[in++] & 0xff;
  }

  private int length(int nibble) throws IOException {
    int length = nibble;
    int more = nibble == LONG_LENGTH ? 255 : 0;
    while (more == 255) {
      more = next();
      length += more; // 255 for each byte of a block of 4 MiB cannot overflow
    }
    return length;
  }

  private void literals(int count) throws IOException {
    require(count <= packedEnd - in && count <= limit - end);
    System.arraycopy(packed, in, plain, end, count);
    in += count;
    end += count;
  }

  private void match(int distance, int length) throws IOException {
    require(distance > 0 && distance <= end - historyStart && length <= limit - end);
    int from = end - distance;
    if (distance >= length) {
      System.arraycopy(plain, from, plain, end, length);
      end += length;
    } else {
      repeat(from, length);
    }
  }

  /** The bytes that are copied are among those that the copy makes. */
  private void repeat(int from, int length) {
    int stop = end + length;
    for (int source = from; end < stop; source++) {
      plain[end++] = plain[source];
    }
  }

  private static void require(boolean valid) throws IOException {
    if (!valid) {
      throw new IOException("an LZ4 block is invalid");
    }
  }
}
