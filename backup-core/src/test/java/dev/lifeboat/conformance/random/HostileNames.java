package dev.lifeboat.conformance.random;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Names that something might stumble over, each different from those before. */
final class HostileNames {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Table",
          "select",
          "\"",
          "'",
          "\\",
          "\n",
          "\r\n",
          "\t",
          "%",
          "%s",
          "$1",
          "$$",
          "--",
          "/*",
          "*/",
          ";",
          ".",
          ",",
          " ",
          "(",
          ")",
          "{",
          "?",
          ":x",
          "ü",
          "日本",
          "\u0301",
          "\u202e",
          "😀",
          "1",
          "\\.",
          "\\connect x",
          "user",
          "NULL",
          "=",
          "#");
  private static final int MOST_BYTES = 63;

  private final SplittableRandom random;
  private int count;

  HostileNames(SplittableRandom random) {
    this.random = random;
  }

  /** A name, unquoted, of at most 63 bytes; one in ten has all of them. */
  String next() {
    String unique = Integer.toString(++count, 36);
    if (random.nextInt(3) == 0) {
      return "n" + unique;
    }
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(5);
    for (int i = 0; i < pieces; i++) {
      name.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    name.append(unique);
    if (random.nextInt(10) == 0) {
      name.append("x".repeat(MOST_BYTES));
    }
    return cut(name.toString(), unique);
  }

  private static String cut(String name, String unique) {
    String shortened = name;
    while (bytes(shortened) > MOST_BYTES) {
      shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
    }
    return shortened.contains(unique) ? shortened : unique;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
