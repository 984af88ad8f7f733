package dev.lifeboat.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a suite is to show.
 *
 * @param name what it is
 * @param since the first major that has it
 * @param notShown why no case can show it; empty for what must be shown
 */
record CoverageItem(String name, int since, String notShown) {
  private static final Pattern LINE =
      Pattern.compile("([^|]+?)(?: \\| since (\\d+))?(?: \\| not shown: (.+))?");

  /** Reads a line such as {@code multirange | since 14}. */
  static CoverageItem of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No item of coverage: " + line);
    }
    return new CoverageItem(
        parts.group(1),
        parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)),
        parts.group(3) == null ? "" : parts.group(3));
  }

  boolean isIn(int major) {
    return notShown.isEmpty() && major >= since;
  }
}
