package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The content of an identity file. */
final class IdentityText {
  private IdentityText() {}

  /**
   * Reads all identities but those of plugins, which are passed over where there are others.
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
    Set<String> plugins = new TreeSet<>();
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      number++;
      CharSequence line = AgeIdentity.strip(text.subSequence(start, end));
      if (PluginKey.isIdentity(line)) {
        plugins.add(PluginKey.pluginOfIdentity(line));
      } else if (line.length() > 0 && line.charAt(0) != '#') {
        identities.add(parseLine(file, number, line));
      }
      start = end + 1;
    }
    if (identities.isEmpty()) {
      throw none(file, plugins);
    }
    return List.copyOf(identities);
  }

  private static RefusedException none(Path file, Set<String> plugins) {
    String reason =
        plugins.isEmpty()
            ? "holds no identity"
            : "holds identities of age plugins alone (%s), which are not run here"
                .formatted(String.join(", ", plugins));
    return new RefusedException(
        "The file %s %s; give one with a line AGE-SECRET-KEY-1…".formatted(file, reason));
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
