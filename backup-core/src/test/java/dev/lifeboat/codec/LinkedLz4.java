package dev.lifeboat.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An LZ4 frame made by hand, by the LZ4 frame and block format descriptions, together with what it
 * holds. Its blocks, of 64 KiB at most, may refer to those before them. For one thread.
 */
public final class LinkedLz4 {
  /** Magic number, linked blocks of 64 KiB, checksum of these two bytes. */
  private static final byte[] HEADER = {0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, (byte) 0xc0};

  private static final int STORED = 0x8000_0000;
  private static final int SHORTEST_MATCH = 4;
  private static final int LONG = 15;
  private static final int MORE = 255;
  private static final int MOST_BYTES = 2 << 20;

  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final ByteBuffer plain = ByteBuffer.allocate(MOST_BYTES);

  /** Begins a frame. */
  public LinkedLz4() {
    frame.writeBytes(HEADER);
  }

  /** Adds a block that is not compressed. */
  public LinkedLz4 stored(byte[] content) {
    number(frame, STORED | content.length, 4);
    frame.writeBytes(content);
    plain.put(content);
    return this;
  }

  /** Goes on with a compressed block: literals, then bytes like those that stand before. */
  LinkedLz4 sequence(byte[] literals, int distance, int length) {
    int more = length - SHORTEST_MATCH;
    literals(literals, Math.min(more, LONG));
    number(block, distance, 2);
    length(more);
    for (int i = 0; i < length; i++) {
      int from = plain.position() - distance;
      plain.put(from < 0 ? 0 : plain.get(from));
    }
    return this;
  }

  /** Ends a compressed block with its last literals. */
  LinkedLz4 end(byte[] literals) {
    literals(literals, 0);
    number(frame, block.size(), 4);
    frame.writeBytes(block.toByteArray());
    block.reset();
    return this;
  }

  /** The frame, which ends. */
  public byte[] frame() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(frame.toByteArray());
    number(whole, 0, 4);
    return whole.toByteArray();
  }

  /** What it holds. */
  byte[] plain() {
    return Arrays.copyOf(plain.array(), plain.position());
  }

  int plainBytes() {
    return plain.position();
  }

  private void literals(byte[] literals, int matchCode) {
    block.write(Math.min(literals.length, LONG) << 4 | matchCode);
    length(literals.length);
    block.writeBytes(literals);
    plain.put(literals);
  }

  /** The rest of a length that the token does not hold. */
  private void length(int length) {
    int rest = length - LONG;
    for (; rest >= MORE; rest -= MORE) {
      block.write(MORE);
    }
    if (rest >= 0) {
      block.write(rest);
    }
  }

  private static void number(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (8 * i));
    }
  }
}
