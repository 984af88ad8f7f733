package dev.lifeboat.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a suite is to show.
 *
 * @param name what it is
 * @param since the first major that has it
 * @param notShown why no case can show it; empty for what must be shown
 * @param test the file of the test of its own that shows it, in the same build; empty where cases
 *     do
 */
record CoverageItem(String name, int since, String notShown, String test) {
  private static final Pattern LINE =
      Pattern.compile(
          "([^|]+?)(?: \\| since (\\d+))?(?: \\| not shown: ([^|]+))?(?: \\| test: (\\S+))?");

  /** Reads a line such as {@code multirange | since 14}. */
  static CoverageItem of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No item of coverage: " + line);
    }
    return new CoverageItem(
        parts.group(1),
        parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)),
        text(parts.group(3)),
        text(parts.group(4)));
  }

  private static String text(@Nullable String found) {
    return found == null ? "" : found;
  }

  /** Whether a case must show it on a major. */
  boolean isIn(int major) {
    return notShown.isEmpty() && test.isEmpty() && major >= since;
  }

  /** Whether a test of its own shows it on a major. */
  boolean hasTest(int major) {
    return !test.isEmpty() && major >= since;
  }
}
