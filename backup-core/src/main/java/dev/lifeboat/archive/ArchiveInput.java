package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the integers, strings and offsets of an archive that may be damaged or hostile: what it
 * says of lengths is compared with what is left before it is believed. For one thread at a time.
 */
final class ArchiveInput {
  /** Longer than any statement that PostgreSQL would run. */
  private static final long MAX_TEXT_BYTES = 256L << 20;

  /** The part of the heap that one text may take, as it is copied to be decoded. */
  private static final int TEXT_SHARE = 16;

  /** The part of the heap that a table of contents may take. */
  private static final int MEMORY_SHARE = 2;

  /** What a text takes in memory besides its bytes. */
  private static final int STRING_BYTES = 40;

  /** What keeping a name once takes besides it. */
  private static final int NAME_BYTES = 48;

  /** Enough for any number. */
  private static final int MAX_WORD_BYTES = 32;

  private final String name;
  private final InputStream in;
  private final long endsAt;
  private long position;
  private final long longestText;
  private long memoryLeft;
  private final Map<String, String> names = new HashMap<>();

  /**
   * Reads a stream.
   *
   * @param name of the archive, for messages
   * @param in the bytes, from the beginning of the archive on
   * @param endsAt where the archive ends
   */
  ArchiveInput(String name, InputStream in, long endsAt) {
    this.name = name;
    this.in = in;
    this.endsAt = endsAt;
    long heap = Runtime.getRuntime().maxMemory();
    this.longestText = Math.min(MAX_TEXT_BYTES, heap / TEXT_SHARE);
    this.memoryLeft = heap / MEMORY_SHARE;
  }

  long position() {
    return position;
  }

  long remaining() {
    return endsAt - position;
  }

  int readByte() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw cut();
    }
    position++;
    return value;
  }

  /** A sign byte, then the absolute value. */
  long readInt() throws IOException {
    int sign = readByte();
    long magnitude = readUnsigned(ArchivePrimitives.INT_SIZE);
    if (sign > 1) {
      throw damaged("a number with the sign byte " + sign);
    }
    return sign == 1 ? -magnitude : magnitude;
  }

  /** Least significant byte first. */
  long readUnsigned(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte() << (8 * i);
    }
    return value;
  }

  byte[] readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    position += bytes.length;
    if (bytes.length < count) {
      throw cut();
    }
    return bytes;
  }

  /**
   * A string, as bytes that stand for themselves: the encoding is known only once the TOC was read.
   */
  @Nullable String readString() throws IOException {
    @Nullable String text = readText();
    if (text != null) {
      charge(text);
    }
    return text;
  }

  /** A string that many entries have, such as an owner: it is kept once. */
  @Nullable String readName() throws IOException {
    @Nullable String text = readText();
    if (text == null) {
      return null;
    }
    @Nullable String known = names.putIfAbsent(text, text);
    if (known == null) {
      charge(text);
      charge(NAME_BYTES);
    }
    return known == null ? text : known;
  }

  private @Nullable String readText() throws IOException {
    long length = readInt();
    if (length < 0) {
      return null;
    }
    if (length > remaining()) {
      throw damaged("a text of " + length + " bytes where " + remaining() + " are left");
    }
    if (length > longestText) {
      throw tooLarge();
    }
    return length == 0 ? "" : new String(readBytes((int) length), StandardCharsets.ISO_8859_1);
  }

  /**
   * A string that is a number or the like, and is not kept.
   *
   * @return it, or null for no string at all
   */
  @Nullable String readWord() throws IOException {
    long length = readInt();
    if (length > MAX_WORD_BYTES) {
      throw damaged("a text of " + length + " bytes where a number or word should be");
    }
    return length < 0 ? null : new String(readBytes((int) length), StandardCharsets.ISO_8859_1);
  }

  /** Counts memory that what was read will take. */
  void charge(long bytes) {
    memoryLeft -= bytes;
    if (memoryLeft < 0) {
      throw tooLarge();
    }
  }

  /** What is not ASCII may take two bytes for each once it is decoded. */
  private void charge(String text) {
    if (!text.isEmpty()) {
      boolean ascii = text.chars().allMatch(each -> each < 0x80);
      charge(STRING_BYTES + (long) text.length() * (ascii ? 1 : 2));
    }
  }

  private RefusedException tooLarge() {
    return new RefusedException(
        "The table of contents of %s is too large for a heap of %d MiB; give the JVM a larger one"
            .formatted(name, Runtime.getRuntime().maxMemory() >> 20));
  }

  DamagedException damaged(String found) {
    return new DamagedException(
        "%s is damaged: at byte %d stands %s; fetch the archive again"
            .formatted(name, position, found));
  }

  private DamagedException cut() {
    return new DamagedException(
        "%s is cut: it ends at byte %d; fetch the archive again".formatted(name, position),
        new EOFException());
  }
}
