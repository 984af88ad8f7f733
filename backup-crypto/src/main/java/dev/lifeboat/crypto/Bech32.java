package dev.lifeboat.crypto;

import java.util.Arrays;
import java.util.Locale;

/**
 * Text of public and private keys: a human-readable part, data, and a checksum (BIP 173). There is
 * no limit of 90 characters, as in age.
 *
 * @param hrp the human-readable part, in the case that was written
 * @param data the bytes
 */
record Bech32(String hrp, byte[] data) {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_LENGTH = 6;

  /** Writes in the case of the human-readable part; the caller wipes the result if it is secret. */
  static char[] encode(String hrp, byte[] data) {
    byte[] groups = groupsOf(data);
    int checksum = checksum(hrp, groups);
    int start = hrp.length() + 1;
    char[] result =
        Arrays.copyOf((hrp + "1").toCharArray(), start + groups.length + CHECKSUM_LENGTH);
    boolean upper = !hrp.equals(hrp.toLowerCase(Locale.ROOT));
    for (int i = 0; i < groups.length; i++) {
      result[start + i] = letter(groups[i], upper);
    }
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      int group = checksum >>> 5 * (CHECKSUM_LENGTH - 1 - i) & 31;
      result[start + groups.length + i] = letter(group, upper);
    }
    Arrays.fill(groups, (byte) 0);
    return result;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is malformed; the message does not hold the text
   */
  static Bech32 decode(CharSequence text) {
    int separator = separator(text);
    String hrp = text.subSequence(0, separator).toString();
    boolean upper = requireOneCase(text);
    byte[] groups = new byte[text.length() - separator - 1];
    try {
      for (int i = 0; i < groups.length; i++) {
        groups[i] = group(text.charAt(separator + 1 + i), upper);
      }
      if (polymod(polymod(1, hrp), groups, groups.length) != 1) {
        throw new IllegalArgumentException("its checksum does not match");
      }
      return new Bech32(hrp, bytesOf(groups, groups.length - CHECKSUM_LENGTH));
    } finally {
      Arrays.fill(groups, (byte) 0);
    }
  }

  private static int separator(CharSequence text) {
    for (int i = text.length() - 1 - CHECKSUM_LENGTH; i > 0; i--) {
      if (text.charAt(i) == '1') {
        return i;
      }
    }
    throw new IllegalArgumentException("it is too short or lacks its beginning");
  }

  private static boolean requireOneCase(CharSequence text) {
    if (text.chars().anyMatch(c -> c < 33 || c > 126)) {
      throw new IllegalArgumentException("it has blanks or strange characters");
    }
    boolean upper = text.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    if (upper && text.chars().anyMatch(c -> c >= 'a' && c <= 'z')) {
      throw new IllegalArgumentException("it mixes upper and lower case");
    }
    return upper;
  }

  private static char letter(int group, boolean upper) {
    char lower = ALPHABET.charAt(group);
    return upper ? Character.toUpperCase(lower) : lower;
  }

  private static byte group(char letter, boolean upper) {
    int group = ALPHABET.indexOf(upper ? Character.toLowerCase(letter) : letter);
    if (group < 0) {
      throw new IllegalArgumentException("it has characters that are in no key");
    }
    return (byte) group;
  }

  private static int checksum(String hrp, byte[] groups) {
    int value = polymod(polymod(1, hrp), groups, groups.length);
    return polymod(value, new byte[CHECKSUM_LENGTH], CHECKSUM_LENGTH) ^ 1;
  }

  private static int polymod(int start, String hrp) {
    String lower = hrp.toLowerCase(Locale.ROOT);
    int value = start;
    for (int i = 0; i < lower.length(); i++) {
      value = step(value, lower.charAt(i) >>> 5);
    }
    value = step(value, 0);
    for (int i = 0; i < lower.length(); i++) {
      value = step(value, lower.charAt(i) & 31);
    }
    return value;
  }

  private static int polymod(int start, byte[] groups, int length) {
    int value = start;
    for (int i = 0; i < length; i++) {
      value = step(value, groups[i]);
    }
    return value;
  }

  private static int step(int value, int group) {
    int top = value >>> 25;
    int result = (value & 0x1ffffff) << 5 ^ group;
    for (int i = 0; i < GENERATOR.length; i++) {
      result ^= (top >>> i & 1) * GENERATOR[i];
    }
    return result;
  }

  /** Cuts bytes into groups of five bits, the last one filled up with zeros. */
  private static byte[] groupsOf(byte[] bytes) {
    byte[] groups = new byte[(bytes.length * 8 + 4) / 5];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int value = bytes[bit / 8] >>> 7 - bit % 8 & 1;
      groups[bit / 5] |= (byte) (value << 4 - bit % 5);
    }
    return groups;
  }

  /** Puts groups of five bits together again; what is left over must be short and zero. */
  private static byte[] bytesOf(byte[] groups, int length) {
    byte[] bytes = new byte[length * 5 / 8];
    for (int bit = 0; bit < length * 5; bit++) {
      int value = groups[bit / 5] >>> 4 - bit % 5 & 1;
      if (bit / 8 < bytes.length) {
        bytes[bit / 8] |= (byte) (value << 7 - bit % 8);
      } else if (value != 0 || length * 5 % 8 > 4) {
        throw new IllegalArgumentException("its last bits are not zero");
      }
    }
    return bytes;
  }
}
