package dev.lifeboat.crypto.minisign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The number that tells keys apart. It is random, and proves nothing.
 *
 * @param number of eight bytes, stored least significant first
 */
record KeyId(long number) {
  static final int LENGTH = Long.BYTES;

  /** Takes the number from where a buffer stands. */
  static KeyId read(ByteBuffer bytes) {
    return new KeyId(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  /** Puts the number where a buffer stands. */
  void write(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(number);
  }

  /** As stock {@code minisign} prints it. */
  @Override
  public String toString() {
    return "%016X".formatted(number);
  }
}
