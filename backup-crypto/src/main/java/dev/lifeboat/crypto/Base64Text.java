package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64 as age headers have it: the standard alphabet, no padding, canonical (RFC 4648, 3.5). */
final class Base64Text {
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  private Base64Text() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Decodes the one text that {@link #encode} makes of some bytes.
   *
   * @throws IllegalArgumentException if the text is anything else; the message does not hold it
   */
  static byte[] decode(String text) {
    byte[] decoded = decodeLeniently(text);
    // The decoder of the JDK takes padding and stray bits; what encodes differently was not
    // canonical.
    if (!encode(decoded).equals(text)) {
      throw new IllegalArgumentException("its base64 is not canonical");
    }
    return decoded;
  }

  private static byte[] decodeLeniently(String text) {
    try {
      return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its base64 is malformed", null);
    }
  }
}
