package dev.lifeboat.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A policy's judgement of the backups of one source that hold as much of it as each other.
 *
 * <p>It is that of restic's {@code forget}, beside which {@code ResticDifferentialTest} puts it:
 * the newest of each of the latest days, ISO weeks, months and years that have a backup; within a
 * time before the newest backup that is not in the future; and whatever any rule keeps. It differs
 * on purpose in these:
 *
 * <ul>
 *   <li>Where a rule has places left, as {@code --keep-yearly} in the first year, restic 0.16 and
 *       later keep the oldest backup as well. Here every backup that stays is the newest of its
 *       span: the oldest would go anyway once the places are filled, as the other backups of its
 *       span did.
 *   <li>A backup dated in the future stays and takes the place of no other, while restic counts it
 *       as the newest, so that good ones go.
 *   <li>The newest backup that verified, and the newest that was proved by a restore, stay. restic
 *       keeps no record of that.
 *   <li>A backup exactly as old as {@code within} says stays; restic's goes. A period is counted on
 *       the calendar, so that a month before 31 March is 28 February; restic's is 3 March. Both
 *       keep a little more here.
 *   <li>Days begin at midnight in the zone of the policy, for all backups. restic takes each by the
 *       clock of the host that made it, so that a host that moves has days that overlap.
 *   <li>Backups are judged by source and extent, where restic groups by host and paths.
 * </ul>
 */
final class Judgement {
  private final RetentionPolicy policy;
  private final List<Candidate> future;
  private final List<Candidate> past;
  private final Map<Candidate, List<KeepReason>> keeps = new LinkedHashMap<>();
  private final Map<Candidate, List<DropReason>> drops = new LinkedHashMap<>();

  /**
   * Judges.
   *
   * @param backups of one source, in any order
   */
  Judgement(RetentionPolicy policy, List<Candidate> backups, Instant now) {
    this.policy = policy;
    List<Candidate> newestFirst = backups.stream().sorted(Candidate.NEWEST_FIRST).toList();
    for (Candidate backup : newestFirst) {
      keeps.put(backup, new ArrayList<>());
      drops.put(backup, new ArrayList<>());
    }
    this.future = newestFirst.stream().filter(b -> b.isFuture(now)).toList();
    this.past = newestFirst.stream().filter(b -> !b.isFuture(now)).toList();
    applyRules();
    protect();
  }

  /** What is said of each backup, newest first. */
  List<Decision> decisions() {
    return keeps.keySet().stream()
        .map(backup -> new Decision(backup, reasons(keeps, backup), reasons(drops, backup)))
        .toList();
  }

  /** The backups that are dated later than now. */
  List<Candidate> future() {
    return future;
  }

  private void applyRules() {
    if (policy.last() > 0) {
      applyLast();
    }
    for (CalendarSpan span : CalendarSpan.values()) {
      if (policy.count(span) > 0) {
        applySpan(span);
      }
    }
    if (policy.within().isPresent() && !past.isEmpty()) {
      applyWithin(past.get(0));
    }
  }

  private void applyLast() {
    int of = policy.last();
    for (int i = 0; i < past.size(); i++) {
      if (i < of) {
        keep(past.get(i), new KeepReason.Last(i + 1, of));
      } else {
        drop(past.get(i), new DropReason.NotAmongLast(of));
      }
    }
  }

  private void applySpan(CalendarSpan span) {
    int of = policy.count(span);
    Map<String, Candidate> newestOf = new LinkedHashMap<>();
    for (Candidate backup : past) {
      String name = span.of(date(backup));
      Candidate newest = newestOf.get(name);
      if (newest != null) {
        drop(backup, new DropReason.StoodForBy(span, name, newest.id()));
      } else if (newestOf.size() < of) {
        newestOf.put(name, backup);
        keep(backup, new KeepReason.NewestOf(span, name, newestOf.size(), of));
      } else {
        drop(backup, new DropReason.BeforeKept(span, name, of));
      }
    }
  }

  private void applyWithin(Candidate newest) {
    TemporalAmount amount = policy.within().orElseThrow();
    Instant since = newest.createdAt().atZone(policy.zone()).minus(amount).toInstant();
    for (Candidate backup : past) {
      if (backup.createdAt().isBefore(since)) {
        drop(backup, new DropReason.OlderThan(amount));
      } else {
        keep(backup, new KeepReason.Within(amount));
      }
    }
  }

  /** Keeps what stays whatever the rules say. */
  private void protect() {
    keepFirst(backup -> true, new KeepReason.Newest());
    keepFirst(verified(Proof.STORED), new KeepReason.NewestVerified(Proof.STORED));
    keepFirst(verified(Proof.RESTORED), new KeepReason.NewestVerified(Proof.RESTORED));
    future.forEach(backup -> keep(backup, new KeepReason.InFuture()));
  }

  private static Predicate<Candidate> verified(Proof least) {
    return backup -> backup.proof().compareTo(least) >= 0;
  }

  private void keepFirst(Predicate<Candidate> which, KeepReason reason) {
    past.stream().filter(which).findFirst().ifPresent(backup -> keep(backup, reason));
  }

  private LocalDate date(Candidate backup) {
    return backup.createdAt().atZone(policy.zone()).toLocalDate();
  }

  private void keep(Candidate backup, KeepReason reason) {
    reasons(keeps, backup).add(reason);
  }

  private void drop(Candidate backup, DropReason reason) {
    reasons(drops, backup).add(reason);
  }

  private static <R> List<R> reasons(Map<Candidate, List<R>> all, Candidate backup) {
    return all.computeIfAbsent(backup, unknown -> new ArrayList<>());
  }
}
