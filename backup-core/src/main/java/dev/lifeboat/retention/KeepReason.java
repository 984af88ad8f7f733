package dev.lifeboat.retention;

import java.time.temporal.TemporalAmount;

/** Why a backup stays. {@link #words()} says it to a person. */
public sealed interface KeepReason {
  /** The reason in a few words. */
  String words();

  /**
   * It is among the newest.
   *
   * @param place 1 for the newest
   * @param of how many are kept
   */
  record Last(int place, int of) implements KeepReason {
    @Override
    public String words() {
      return "number %d of the last %d".formatted(place, of);
    }
  }

  /**
   * It is the newest of its day, week, month or year.
   *
   * @param span the kind of span
   * @param name the span, such as {@code 2026-W47}
   * @param place 1 for the latest span that has a backup
   * @param of how many spans are kept
   */
  record NewestOf(CalendarSpan span, String name, int place, int of) implements KeepReason {
    @Override
    public String words() {
      return "newest of %s %s (%d of %d)".formatted(span.word(), name, place, of);
    }
  }

  /**
   * It is not much older than the newest.
   *
   * @param amount how far back from the newest backups are kept
   */
  record Within(TemporalAmount amount) implements KeepReason {
    @Override
    public String words() {
      return "within %s of the newest".formatted(amount);
    }
  }

  /** It is the newest of its source, which stays whatever the policy says. */
  record Newest() implements KeepReason {
    @Override
    public String words() {
      return "the newest backup always stays";
    }
  }

  /**
   * It is the newest of which so much was proved, which stays whatever the policy says.
   *
   * @param proof what was proved
   */
  record NewestVerified(Proof proof) implements KeepReason {
    @Override
    public String words() {
      return proof == Proof.RESTORED
          ? "the newest backup that was proved by a restore always stays"
          : "the newest backup that verified always stays";
    }
  }

  /** It is dated later than now: a clock is or was wrong, so its age means nothing. */
  record InFuture() implements KeepReason {
    @Override
    public String words() {
      return "dated in the future; check the clock of the host that made it";
    }
  }
}
