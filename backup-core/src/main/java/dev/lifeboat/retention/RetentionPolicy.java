package dev.lifeboat.retention;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which backups to keep. Immutable; begin with {@link #keep()} and add rules.
 *
 * <p>A backup stays if any rule keeps it. Rules look at each source on its own. Of each day, ISO
 * week, month and year it is the newest backup that stays, as restic does; spans without a backup
 * do not count. The newest backup, the newest that verified, the newest that was proved by a
 * restore, and backups dated in the future stay whatever the rules say. Differences from restic are
 * listed in {@code docs/retention.md}.
 */
public final class RetentionPolicy {
  private final int last;
  private final Map<CalendarSpan, Integer> spans;
  private final Optional<TemporalAmount> within;
  private final ZoneId zone;

  private RetentionPolicy(
      int last, Map<CalendarSpan, Integer> spans, Optional<TemporalAmount> within, ZoneId zone) {
    this.last = last;
    this.spans = spans;
    this.within = within;
    this.zone = zone;
  }

  /** A policy without rules in UTC; it is of use once a rule is added. */
  public static RetentionPolicy keep() {
    return new RetentionPolicy(0, Map.of(), Optional.empty(), ZoneOffset.UTC);
  }

  /** Keeps the newest backups, so many. */
  public RetentionPolicy last(int count) {
    return new RetentionPolicy(requireCount("last", count), spans, within, zone);
  }

  /** Keeps the newest backup of each of the latest days, so many. */
  public RetentionPolicy daily(int count) {
    return with(CalendarSpan.DAY, requireCount("daily", count));
  }

  /** Keeps the newest backup of each of the latest ISO weeks, so many. */
  public RetentionPolicy weekly(int count) {
    return with(CalendarSpan.WEEK, requireCount("weekly", count));
  }

  /** Keeps the newest backup of each of the latest months, so many. */
  public RetentionPolicy monthly(int count) {
    return with(CalendarSpan.MONTH, requireCount("monthly", count));
  }

  /** Keeps the newest backup of each of the latest years, so many. */
  public RetentionPolicy yearly(int count) {
    return with(CalendarSpan.YEAR, requireCount("yearly", count));
  }

  /**
   * Keeps the newest backup and every backup that is older than it by the amount at most. So
   * neither a clock that is ahead nor a time without backups makes any go.
   *
   * @param amount a {@link java.time.Duration}, or a {@link java.time.Period}, which is counted on
   *     the calendar of the policy's zone
   * @throws RefusedException if it is zero, or negative in any unit
   */
  public RetentionPolicy within(TemporalAmount amount) {
    requirePositive(Given.value(amount, "how far back every backup is kept"));
    return new RetentionPolicy(last, spans, Optional.of(amount), zone);
  }

  /** Lets days, weeks, months and years begin at midnight there; UTC unless said otherwise. */
  public RetentionPolicy in(ZoneId otherZone) {
    return new RetentionPolicy(last, spans, within, Given.value(otherZone, "the time zone"));
  }

  /** How many of the newest backups are kept; 0 for no such rule. */
  public int last() {
    return last;
  }

  /** Of how many spans of a kind the newest backup is kept; 0 for no such rule. */
  public int count(CalendarSpan span) {
    return spans.getOrDefault(Given.value(span, "the span of time"), 0);
  }

  /** How far back from the newest every backup is kept. */
  public Optional<TemporalAmount> within() {
    return within;
  }

  /** Where days begin. */
  public ZoneId zone() {
    return zone;
  }

  /** Whether there is no rule. */
  public boolean isEmpty() {
    return last == 0 && within.isEmpty() && spans.values().stream().allMatch(n -> n == 0);
  }

  /**
   * Judges backups. Those that hold a part of their source are judged apart from whole ones, so
   * that none is dropped because of a backup that could not stand for it.
   *
   * @param backups of one source or of several, in any order
   * @param now the present
   * @return what stays and what goes, and why
   * @throws RefusedException if the policy has no rule
   */
  public RetentionPlan plan(Collection<Candidate> backups, Instant now) {
    Given.values(backups, "the backups");
    Given.value(now, "the moment of a prune");
    if (isEmpty()) {
      throw new RefusedException(
          "The retention policy has no rule and would remove all backups but the newest;"
              + " say what to keep, such as the last 7");
    }
    SortedMap<Candidate.Series, List<Candidate>> series =
        backups.stream().collect(groupingBy(Candidate::series, TreeMap::new, toList()));
    List<Decision> decisions = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (List<Candidate> together : series.values()) {
      Judgement judgement = new Judgement(this, together, now);
      decisions.addAll(judgement.decisions());
      judgement.future().forEach(backup -> warnings.add(warning(backup, now)));
    }
    return new RetentionPlan(this, now, decisions, warnings);
  }

  private static String warning(Candidate backup, Instant now) {
    return "Backup %s of %s is dated %s, later than now (%s), and stays; check the hosts' clocks"
        .formatted(
            backup.id(),
            backup.source(),
            backup.createdAt().truncatedTo(ChronoUnit.SECONDS),
            now.truncatedTo(ChronoUnit.SECONDS));
  }

  private RetentionPolicy with(CalendarSpan span, int count) {
    Map<CalendarSpan, Integer> more = new EnumMap<>(CalendarSpan.class);
    more.putAll(spans);
    more.put(span, count);
    return new RetentionPolicy(last, Collections.unmodifiableMap(more), within, zone);
  }

  private static int requireCount(String rule, int count) {
    if (count < 1) {
      throw new RefusedException(
          "A policy cannot keep %d %s backups; use 1 or more, or leave the rule out"
              .formatted(count, rule));
    }
    return count;
  }

  private static void requirePositive(TemporalAmount amount) {
    List<Long> counts = amount.getUnits().stream().map(amount::get).toList();
    if (counts.stream().anyMatch(n -> n < 0) || counts.stream().allMatch(n -> n == 0)) {
      throw new RefusedException(
          "A policy cannot keep backups within %s; use a duration of more than zero, such as P30D"
              .formatted(amount));
    }
  }
}
