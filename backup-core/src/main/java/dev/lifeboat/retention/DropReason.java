package dev.lifeboat.retention;

import dev.lifeboat.repository.BackupId;
import java.time.temporal.TemporalAmount;

/** Why a rule of the policy does not keep a backup. {@link #words()} says it to a person. */
public sealed interface DropReason {
  /** The reason in a few words. */
  String words();

  /**
   * There are enough newer ones.
   *
   * @param of how many are kept
   */
  record NotAmongLast(int of) implements DropReason {
    @Override
    public String words() {
      return "not among the last " + of;
    }
  }

  /**
   * A newer backup stands for its day, week, month or year.
   *
   * @param span the kind of span
   * @param name the span, such as {@code 2026-W47}
   * @param by the backup that is kept for it
   */
  record StoodForBy(CalendarSpan span, String name, BackupId by) implements DropReason {
    @Override
    public String words() {
      return "%s stands for %s %s".formatted(by, span.word(), name);
    }
  }

  /**
   * Its day, week, month or year is earlier than those that are kept.
   *
   * @param span the kind of span
   * @param name the span, such as {@code 2026-W47}
   * @param of how many spans are kept
   */
  record BeforeKept(CalendarSpan span, String name, int of) implements DropReason {
    @Override
    public String words() {
      return "%s %s is before the %d kept".formatted(span.word(), name, of);
    }
  }

  /**
   * It is much older than the newest.
   *
   * @param amount how far back from the newest backups are kept
   */
  record OlderThan(TemporalAmount amount) implements DropReason {
    @Override
    public String words() {
      return "older than the newest by more than " + amount;
    }
  }
}
