package dev.lifeboat.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** LZ4 frames whose one block is not compressed. */
final class StoredLz4 {
  /** Magic number, linked blocks of 64 KiB, checksum of these two bytes. */
  private static final byte[] HEADER = {0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, (byte) 0xc0};

  private StoredLz4() {}

  static byte[] frame(byte[] plain) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER.length + plain.length + 8);
    frame.order(ByteOrder.LITTLE_ENDIAN).put(HEADER);
    if (plain.length > 0) {
      frame.putInt(0x8000_0000 | plain.length).put(plain);
    }
    frame.putInt(0);
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
