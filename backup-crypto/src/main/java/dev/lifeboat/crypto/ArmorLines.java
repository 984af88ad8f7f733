package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The lines of the strict PEM encoding (RFC 7468, figure 3) that armored age files have. */
final class ArmorLines {
  static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  static final String END = "-----END AGE ENCRYPTED FILE-----";

  /** How long a line is, all but the last one, and how many bytes it holds. */
  static final int COLUMNS = 64;

  static final int BYTES = 48;

  /** How much white space is borne before the beginning, and after the end. */
  static final int MAX_BLANK_BYTES = 1024;

  private ArmorLines() {}

  /** Whether a file that begins so may be armored; what is not begins with a letter. */
  static boolean mayBegin(int firstByte) {
    return firstByte == '-' || isBlank(firstByte);
  }

  static boolean isBlank(int b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  /** Whether a line is a certain one. */
  static boolean is(byte[] line, int length, String expected) {
    return expected.equals(new String(line, 0, length, StandardCharsets.ISO_8859_1));
  }

  /**
   * Decodes one line, without its end.
   *
   * @return 1 to {@link #BYTES} bytes
   * @throws dev.lifeboat.error.DamagedException if it is not what an encoder makes
   */
  static byte[] decode(byte[] line, int length) {
    byte[] text = Arrays.copyOf(line, length);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The decoder of the JDK takes what lacks padding or has stray bits.
      if (length > 0
          && length <= COLUMNS
          && Arrays.equals(Base64.getEncoder().encode(bytes), text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw Damage.inArmor("a line is not base64");
    }
    throw Damage.inArmor("a line is not canonical base64 of 64 characters at most");
  }
}
