package dev.lifeboat.crypto;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads fields as SSH writes them: a length of four bytes, and so many bytes (RFC 4251, section 5).
 * Every failure is an {@link IllegalArgumentException} without the content.
 */
final class SshWire {
  private final ByteBuffer source;

  SshWire(byte[] bytes) {
    this.source = ByteBuffer.wrap(bytes);
  }

  /** The next field. */
  byte[] field() {
    try {
      int length = source.getInt();
      return bytes(length);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it is cut off", null);
    }
  }

  /** The next field, which must have a certain length. */
  byte[] field(int length) {
    byte[] field = field();
    if (field.length != length) {
      throw new IllegalArgumentException("a field has a wrong length");
    }
    return field;
  }

  /** The next field as text. */
  String text() {
    return new String(field(), StandardCharsets.ISO_8859_1);
  }

  /** Bytes that have no length before them. */
  byte[] bytes(int length) {
    if (length < 0 || length > source.remaining()) {
      throw new IllegalArgumentException("it is cut off");
    }
    byte[] bytes = new byte[length];
    source.get(bytes);
    return bytes;
  }

  void requireEnd() {
    if (source.hasRemaining()) {
      throw new IllegalArgumentException("something follows its end");
    }
  }

  /** Writes two fields one after the other. */
  static byte[] fields(byte[] first, byte[] second) {
    return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length)
        .putInt(first.length)
        .put(first)
        .putInt(second.length)
        .put(second)
        .array();
  }

  /** Wipes what was read from. */
  void wipe() {
    Arrays.fill(source.array(), (byte) 0);
  }
}
