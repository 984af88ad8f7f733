package dev.lifeboat.codec;

import java.io.IOException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The plain bytes of one block of LZ4, which may refer to those of the blocks before it.
 *
 * <p>lz4-java decompresses a block on its own alone. So a block that may refer to others is put
 * behind one sequence more, by the LZ4 block format description, which makes the bytes it may refer
 * to: literals, and the shortest match there is.
 */
final class Lz4Window {
  private static final LZ4SafeDecompressor BLOCKS = LZ4Factory.safeInstance().safeDecompressor();

  /** The farthest that a match reaches. */
  private static final int HISTORY = 0xffff;

  private static final int MATCH = 4;

  /** Smaller blocks hold literals alone: after a match come five of them and their token. */
  private static final int SMALLEST_WITH_MATCH = 9;

  private static final int DISTANCE_BYTES = 2;
  private static final int LONG_LENGTH = 15;
  private static final int MORE = 255;

  /** Where compressed bytes stand: behind the longest sequence that makes the history. */
  private static final int PACKED = 1 + lengthBytes(HISTORY) + HISTORY + DISTANCE_BYTES;

  private byte[] packed = new byte[0];
  private byte[] plain = new byte[0];
  private int history;
  private int start;
  private int end;

  /** Forgets what was, for the blocks of another frame. */
  void clear(int maxBlockBytes) {
    int room = MATCH + HISTORY + maxBlockBytes;
    if (plain.length != room) {
      plain = new byte[room];
      packed = new byte[PACKED + maxBlockBytes];
    }
    history = 0;
    start = MATCH;
    end = MATCH;
  }

  /** Where a block is to be put, from {@link #packedAt()} on. */
  byte[] packed() {
    return packed;
  }

  int packedAt() {
    return PACKED;
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

  /** Takes a block that is not compressed. */
  void store(int count, boolean linked) {
    int kept = keepHistory(linked);
    System.arraycopy(packed, PACKED, plain, MATCH + kept, count);
    taken(kept, MATCH + kept + count);
  }

  /** Decompresses a block. */
  void decompress(int count, boolean linked) throws IOException {
    try {
      if (linked && history > 0 && count >= SMALLEST_WITH_MATCH) {
        int kept = Math.max(history, MATCH); // fewer bytes than a match has follow others
        int from = writeHistory(kept);
        taken(kept, BLOCKS.decompress(packed, from, PACKED - from + count, plain, 0));
      } else {
        int kept = keepHistory(linked);
        int at = MATCH + kept;
        taken(kept, at + BLOCKS.decompress(packed, PACKED, count, plain, at, plain.length - at));
      }
    } catch (LZ4Exception e) {
      throw new IOException("an LZ4 block is invalid", e);
    }
  }

  /** Moves the bytes that may be referred to before those of a block that is to come. */
  private int keepHistory(boolean linked) {
    int kept = linked ? history : 0;
    System.arraycopy(plain, end - kept, plain, MATCH, kept);
    return kept;
  }

  private void taken(int kept, int newEnd) {
    start = MATCH + kept;
    end = newEnd;
    history = Math.min(HISTORY, kept + end - start);
  }

  /**
   * Writes the sequence that makes the last plain bytes, and a match of them before: its literals
   * are the last four of them, then the first ones, and its match repeats the former.
   *
   * @return where it begins
   */
  private int writeHistory(int kept) {
    int literals = PACKED - DISTANCE_BYTES - kept;
    System.arraycopy(plain, end - MATCH, packed, literals, MATCH);
    System.arraycopy(plain, end - kept, packed, literals + MATCH, kept - MATCH);
    packed[PACKED - 2] = (byte) kept;
    packed[PACKED - 1] = (byte) (kept >>> 8);
    int from = literals - lengthBytes(kept) - 1;
    packed[from] = (byte) (Math.min(kept, LONG_LENGTH) << 4);
    int rest = kept - LONG_LENGTH;
    for (int at = from + 1; at < literals; at++, rest -= MORE) {
      packed[at] = (byte) Math.min(rest, MORE);
    }
    return from;
  }

  private static int lengthBytes(int literals) {
    return literals < LONG_LENGTH ? 0 : (literals - LONG_LENGTH) / MORE + 1;
  }
}
