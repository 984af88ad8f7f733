package dev.lifeboat.archive;

import dev.lifeboat.postgres.TextEncoding;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the integers, strings and offsets that archives are made of. */
final class ArchivePrimitives {
  /** Bytes of an integer, besides its sign byte. */
  static final int INT_SIZE = 4;

  /** Bytes of an offset, besides its state byte. */
  static final int OFFSET_SIZE = 8;

  private ArchivePrimitives() {}

  /** A sign byte, then the absolute value, least significant byte first. */
  static void writeInt(OutputStream out, long value) throws IOException {
    byte[] bytes = new byte[1 + INT_SIZE]; // one call: most of an entry are integers
    bytes[0] = (byte) (value < 0 ? 1 : 0);
    long magnitude = Math.abs(value);
    for (int i = 0; i < INT_SIZE; i++) {
      bytes[1 + i] = (byte) (magnitude >>> (8 * i));
    }
    out.write(bytes);
  }

  /** The length in bytes, then the bytes; length -1 stands for no string at all. */
  static void writeString(OutputStream out, @Nullable String text, TextEncoding encoding)
      throws IOException {
    if (text == null) {
      writeInt(out, -1);
      return;
    }
    byte[] bytes = encoding.encode(text);
    writeInt(out, bytes.length);
    out.write(bytes);
  }

  /** A state byte, then a position that is never told: blocks are found by reading. */
  static void writeUnknownOffset(OutputStream out, OffsetState state) throws IOException {
    byte[] bytes = new byte[1 + OFFSET_SIZE];
    bytes[0] = (byte) state.code();
    out.write(bytes);
  }

  /** What an entry says of the place of its data. */
  enum OffsetState {
    NOT_SET(1),
    NO_DATA(3);

    private final int code;

    OffsetState(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
