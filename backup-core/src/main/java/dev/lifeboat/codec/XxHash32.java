package dev.lifeboat.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of LZ4 frames: XXH32 with seed 0, as the xxHash fast digest algorithm description
 * tells it. For one thread at a time.
 */
final class XxHash32 {
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_2 = 0x85EBCA77;
  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_4 = 0x27D4EB2F;
  private static final int PRIME_5 = 0x165667B1;
  private static final int STRIPE = 16;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] lanes = {PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1};
  private final byte[] pending = new byte[STRIPE];
  private int pendingBytes;
  private long length;

  /** The checksum of some bytes. */
  static int of(byte[] bytes, int offset, int count) {
    XxHash32 hash = new XxHash32();
    hash.update(bytes, offset, count);
    return hash.value();
  }

  /** Takes more bytes. */
  void update(byte[] bytes, int offset, int count) {
    length += count;
    int from = offset;
    int end = offset + count;
    if (pendingBytes > 0) {
      from += fillPending(bytes, offset, count);
    }
    for (; end - from >= STRIPE; from += STRIPE) {
      stripe(bytes, from);
    }
    if (from < end) {
      fillPending(bytes, from, end - from);
    }
  }

  /** The checksum of all bytes so far. */
  int value() {
    int hash = length >= STRIPE ? merged() : PRIME_5;
    hash += (int) length;
    int at = 0;
    for (; pendingBytes - at >= 4; at += 4) {
      hash += (int) INTS.get(pending, at) * PRIME_3;
      hash = Integer.rotateLeft(hash, 17) * PRIME_4;
    }
    for (; at < pendingBytes; at++) {
      hash += (pending[at] & 0xff) * PRIME_5;
      hash = Integer.rotateLeft(hash, 11) * PRIME_1;
    }
    return mixed(hash);
  }

  private int fillPending(byte[] bytes, int offset, int count) {
    int taken = Math.min(count, STRIPE - pendingBytes);
    System.arraycopy(bytes, offset, pending, pendingBytes, taken);
    pendingBytes += taken;
    if (pendingBytes == STRIPE) {
      stripe(pending, 0);
      pendingBytes = 0;
    }
    return taken;
  }

  private void stripe(byte[] bytes, int at) {
    for (int i = 0; i < lanes.length; i++) {
      int lane = lanes[i] + (int) INTS.get(bytes, at + 4 * i) * PRIME_2;
      lanes[i] = Integer.rotateLeft(lane, 13) * PRIME_1;
    }
  }

  private int merged() {
    return Integer.rotateLeft(lanes[0], 1)
        + Integer.rotateLeft(lanes[1], 7)
        + Integer.rotateLeft(lanes[2], 12)
        + Integer.rotateLeft(lanes[3], 18);
  }

  private static int mixed(int hash) {
    int mixed = (hash ^ (hash >>> 15)) * PRIME_2;
    mixed = (mixed ^ (mixed >>> 13)) * PRIME_3;
    return mixed ^ (mixed >>> 16);
  }
}
