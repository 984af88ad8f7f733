package dev.lifeboat.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads spans of time, the same everywhere: a number with a unit, or ISO 8601. Days and longer are
 * those of the calendar where one is at hand, and of 24 hours elsewhere.
 */
final class TimeSpans {
  /** What to give, for descriptions of options and messages. */
  static final String EXAMPLES = "30s, 26h, 30d or ISO 8601 (PT26H, P30D)";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h|d|w)");

  private TimeSpans() {}

  static Duration duration(String text) {
    TemporalAmount amount = amount(text);
    if (amount instanceof Duration duration) {
      return duration;
    }
    Period period = (Period) amount;
    if (period.toTotalMonths() != 0) {
      throw new UnreadableValue(
          "a time such as " + EXAMPLES + "; months and years are not all equally long");
    }
    return Duration.ofDays(period.getDays());
  }

  static TemporalAmount amount(String text) {
    try {
      Matcher parts = SHORT.matcher(text);
      return parts.matches()
          ? positive(inUnits(Integer.parseInt(parts.group(1)), parts.group(2)))
          : positive(iso8601(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw refused();
    }
  }

  private static TemporalAmount inUnits(int number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "w" -> Period.ofWeeks(number);
      default -> Period.ofDays(number);
    };
  }

  private static TemporalAmount iso8601(String text) {
    return text.toUpperCase(Locale.ROOT).contains("T") ? Duration.parse(text) : Period.parse(text);
  }

  private static TemporalAmount positive(TemporalAmount amount) {
    boolean positive =
        amount instanceof Duration duration
            ? duration.compareTo(Duration.ZERO) > 0
            : amount instanceof Period period && !period.isNegative() && !period.isZero();
    if (!positive) {
      throw refused();
    }
    return amount;
  }

  private static UnreadableValue refused() {
    return new UnreadableValue("a time such as " + EXAMPLES + ", longer than zero");
  }
}
