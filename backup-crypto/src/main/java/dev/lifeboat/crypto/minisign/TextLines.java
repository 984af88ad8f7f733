package dev.lifeboat.crypto.minisign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What the files of minisign are made of: lines of comments and of base64 with padding. */
final class TextLines {
  static final String UNTRUSTED = "untrusted comment: ";

  private TextLines() {}

  /** The lines of a text, each without its end; the end of the last one may be missing. */
  static List<byte[]> split(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length ? start < i : text[i] == '\n') {
        int end = i > start && text[i - 1] == '\r' ? i - 1 : i;
        lines.add(Arrays.copyOfRange(text, start, end));
        start = i + 1;
      }
    }
    return lines;
  }

  /** Whether a line begins so. */
  static boolean startsWith(byte[] line, String beginning) {
    byte[] expected = beginning.getBytes(StandardCharsets.US_ASCII);
    return line.length >= expected.length
        && Arrays.equals(line, 0, expected.length, expected, 0, expected.length);
  }

  /**
   * Decodes the one line that encodes some bytes.
   *
   * @throws IllegalArgumentException if it is malformed, of another length, or not canonical; the
   *     message holds nothing of it
   */
  static byte[] decode(byte[] line, int length) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its base64 is malformed", null);
    }
    byte[] again = Base64.getEncoder().encode(bytes);
    boolean canonical = Arrays.equals(again, line);
    Arrays.fill(again, (byte) 0);
    if (!canonical || bytes.length != length) {
      Arrays.fill(bytes, (byte) 0);
      throw new IllegalArgumentException("its base64 is of another length or not canonical");
    }
    return bytes;
  }
}
