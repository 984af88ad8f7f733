package dev.lifeboat.retention;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The spans of the calendar of which a policy keeps one backup each. */
public enum CalendarSpan {
  /** From midnight to midnight. */
  DAY,
  /** As ISO 8601 counts weeks, Monday to Sunday. */
  WEEK,
  /** A month of the ISO calendar. */
  MONTH,
  /** A year of the ISO calendar. */
  YEAR;

  /** The span that a date lies in, such as {@code 2026-11-22}, {@code 2026-W47}, {@code 2026}. */
  String of(LocalDate date) {
    return switch (this) {
      case DAY -> date.toString();
      case WEEK ->
          "%04d-W%02d"
              .formatted(
                  date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> "%04d-%02d".formatted(date.getYear(), date.getMonthValue());
      case YEAR -> "%04d".formatted(date.getYear());
    };
  }

  /** Its name in the singular, for sentences. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
