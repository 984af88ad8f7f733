package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The content of an identity file. */
final class IdentityText {
  private IdentityText() {}

  /**
   * Reads all identities.
   *
   * @param file named in messages
   * @param text not held by them
   * @throws RefusedException if there is none, or a malformed one
   */
  static List<AgeIdentity> parse(Path file, CharBuffer text) {
    if (SshIdentity.isMeant(text)) {
      return List.of(SshIdentity.parse(text));
    }
    List<AgeIdentity> identities = new ArrayList<>();
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      number++;
      CharSequence line = AgeIdentity.strip(text.subSequence(start, end));
      if (line.length() > 0 && line.charAt(0) != '#') {
        identities.add(parseLine(file, number, line));
      }
      start = end + 1;
    }
    if (identities.isEmpty()) {
      throw new RefusedException(
          "The file %s holds no identity; give one with a line AGE-SECRET-KEY-1…".formatted(file));
    }
    return List.copyOf(identities);
  }

  private static AgeIdentity parseLine(Path file, int number, CharSequence line) {
    try {
      return AgeIdentity.parse(line);
    } catch (RefusedException e) {
      throw new RefusedException("%s, line %d: %s".formatted(file, number, e.getMessage()));
    }
  }

  private static int endOfLine(CharSequence text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }
}
