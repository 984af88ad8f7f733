package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/**
 * Texts of others, made harmless for a message, a log line or a terminal: on one line, and without
 * what a terminal obeys or what shows a text in another order than it has.
 */
public final class OneLine {
  private OneLine() {}

  /** The same text with a space for each character that does more than stand there. */
  public static String of(@Nullable String text) {
    String given = String.valueOf(text);
    for (int i = 0; i < given.length(); i++) {
      if (isActive(given.charAt(i))) {
        return replaced(given, i);
      }
    }
    return given;
  }

  private static String replaced(String text, int from) {
    StringBuilder line = new StringBuilder(text);
    for (int i = from; i < line.length(); i++) {
      if (isActive(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  private static boolean isActive(char unit) {
    return Character.isISOControl(unit) || (unit >= '\u061c' && isFormat(unit));
  }

  /** Line ends of Unicode, and what changes the direction of a text. */
  private static boolean isFormat(char unit) {
    return unit == '\u061c'
        || unit == '\u200e'
        || unit == '\u200f'
        || (unit >= '\u2028' && unit <= '\u202e')
        || (unit >= '\u2066' && unit <= '\u2069');
  }
}
