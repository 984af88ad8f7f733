package dev.lifeboat.crypto;

import java.util.Arrays;

/** Some bytes of an array. */
record Slice(byte[] bytes, int offset, int length) {
  /** A whole array. */
  static Slice of(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  /** The first bytes of an array. */
  static Slice first(byte[] bytes, int length) {
    return new Slice(bytes, 0, length);
  }

  void wipe() {
    Arrays.fill(bytes, offset, offset + length, (byte) 0);
  }

  /** Where it is, not what: it may be secret. */
  @Override
  public String toString() {
    return "%d bytes from %d".formatted(length, offset);
  }
}
