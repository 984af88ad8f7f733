package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The header of a file in a tar archive, in POSIX's ustar form, as {@code pg_dump} writes it: no
 * links, no sparse files, no extensions but the binary form of sizes from 8 GiB on.
 *
 * @param name of the file
 * @param sizeBytes of its content
 */
record TarHeader(String name, long sizeBytes) {
  /** Tar archives are made of blocks of so many bytes. */
  static final int BLOCK = 512;

  /** Where the magic word stands, and the word. */
  static final int MAGIC_AT = 257;

  static final String MAGIC = "ustar";

  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;
  private static final int TYPE_AT = 156;
  private static final long MAX_SIZE = 1L << 60;

  /**
   * Reads a header.
   *
   * @param block its bytes
   * @param damaged makes the exception that tells a problem
   * @return the header, or empty for a block of zeros
   */
  static Optional<TarHeader> parse(byte[] block, Function<String, DamagedException> damaged) {
    if (isZero(block)) {
      return Optional.empty();
    }
    int type = block[TYPE_AT];
    if (octal(block, CHECKSUM_AT, CHECKSUM_BYTES) != checksum(block)) {
      throw damaged.apply("no valid header stands");
    }
    if (type != '0' && type != 0) {
      throw damaged.apply("something that is no plain file stands");
    }
    long size = size(block);
    if (size < 0 || size > MAX_SIZE) {
      throw damaged.apply("a file without a valid size stands");
    }
    return Optional.of(new TarHeader(text(block), size));
  }

  /** How many bytes the content takes in the archive. */
  long storedBytes() {
    return (sizeBytes + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static boolean isZero(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] block) {
    int end = 0;
    while (end < NAME_BYTES && block[end] != 0) {
      end++;
    }
    return new String(block, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Octal digits, or with the first bit set a binary number. */
  private static long size(byte[] block) {
    if (block[SIZE_AT] >= 0) {
      return octal(block, SIZE_AT, SIZE_BYTES);
    }
    long size = 0;
    for (int at = SIZE_AT + 1; at < SIZE_AT + SIZE_BYTES; at++) {
      if (size > MAX_SIZE) {
        return -1;
      }
      size = size << 8 | (block[at] & 0xff);
    }
    return size;
  }

  /** Octal digits, which spaces may precede and a space or zero byte may end; -1 for others. */
  private static long octal(byte[] block, int from, int length) {
    String digits = new String(block, from, length, StandardCharsets.ISO_8859_1).strip();
    int end = digits.indexOf('\0');
    String number = (end < 0 ? digits : digits.substring(0, end)).strip();
    return number.matches("[0-7]{1,12}") ? Long.parseLong(number, 8) : -1;
  }

  /** The sum of all bytes, with spaces in the place of the sum itself. */
  private static long checksum(byte[] block) {
    long sum = ' ' * CHECKSUM_BYTES;
    for (int i = 0; i < block.length; i++) {
      boolean itself = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
      sum += itself ? 0 : block[i] & 0xff;
    }
    return sum;
  }
}
