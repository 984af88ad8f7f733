package dev.lifeboat.cli;

import dev.lifeboat.error.OneLine;
import dev.lifeboat.repository.Extent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Numbers and times as people read them; without {@link java.util.Formatter} where a list has them
 * in each row.
 */
final class Words {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int STEP = 1024;
  private static final int PRECISE_BELOW = 10;
  private static final int GROUP = 3;

  private Words() {}

  /** What is said after a backup that does not hold all of its source; empty otherwise. */
  static String extent(Extent extent) {
    return extent == Extent.PARTIAL ? ", a part of the database alone" : "";
  }

  /** Such as {@code 512 B}, {@code 1.4 MiB} and {@code 23 GiB}. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    if (unit > 0 && value < PRECISE_BELOW) {
      long tenths = Math.round(value * 10);
      return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
    }
    return Math.round(value) + " " + UNITS[unit];
  }

  /** Such as {@code 350 ms}, {@code 4.2 s}, {@code 3 min 5 s} and {@code 2 h 10 min}. */
  static String duration(Duration time) {
    if (time.toSeconds() < 1) {
      return time.toMillis() + " ms";
    }
    if (time.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
    return time.toHours() < 1
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
  }

  /** Such as {@code 12,345}. */
  static String count(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int end = digits.length() - GROUP; end > first; end -= GROUP) {
      digits.insert(end, ',');
    }
    return digits.toString();
  }

  /** Such as {@code 1 table} and {@code 1,200 tables}. */
  static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** To the second, in UTC. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A text of others' making, on one line and without control characters. */
  static String shown(String text) {
    return OneLine.of(text);
  }
}
