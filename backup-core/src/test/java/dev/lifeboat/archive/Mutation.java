package dev.lifeboat.archive;

import java.util.Arrays;
import java.util.Random;

/** Changes bytes as damage and malice would, the same way for the same random numbers. */
final class Mutation {
  private static final int[] INTERESTING = {
    0, 1, 0x7f, 0x80, 0xff, '\\', '\'', '$', '\n', ';', '(', '"', '/', '*', '.', '0'
  };

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  int choose(int below) {
    return random.nextInt(below);
  }

  byte[] of(byte[] original) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes) {
    int at = place(bytes);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
      case 2 -> number(bytes, at);
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
      }
      case 5 -> {
        return repeated(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)));
      }
      default -> System.arraycopy(bytes, place(bytes), bytes, at, 1);
    }
    return bytes;
  }

  /** Half of the changes are among the first bytes, where the structure is. */
  private int place(byte[] bytes) {
    int within = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
    return random.nextInt(within);
  }

  /** Makes a number of four bytes extreme. */
  private void number(byte[] bytes, int at) {
    byte value = (byte) (random.nextBoolean() ? 0xff : 0x7f);
    Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4)), value);
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }

  private static byte[] repeated(byte[] bytes, int from, int to) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
    System.arraycopy(bytes, from, longer, to, bytes.length - from);
    return longer;
  }
}
