package dev.lifeboat.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Extent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPolicyTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Test
  void fortyNightsArePrunedToSevenDaysFourWeeksAndTwoMonths() {
    List<Candidate> nights = nights(LocalDate.of(2026, 10, 14), 40);
    RetentionPolicy policy = RetentionPolicy.keep().daily(7).weekly(4).monthly(2);

    RetentionPlan plan = policy.plan(nights, Instant.parse("2026-11-22T12:00:00Z"));

    // 22 November 2026 is a Sunday: the last nights of its weeks are the 22nd, 15th, 8th and 1st.
    assertThat(dates(plan.kept()))
        .containsExactly(
            "2026-11-22",
            "2026-11-21",
            "2026-11-20",
            "2026-11-19",
            "2026-11-18",
            "2026-11-17",
            "2026-11-16",
            "2026-11-15",
            "2026-11-08",
            "2026-11-01",
            "2026-10-31");
    assertThat(plan.dropped()).hasSize(29);
    assertThat(why(plan, "2026-11-22"))
        .isEqualTo(
            "newest of day 2026-11-22 (1 of 7); newest of week 2026-W47 (1 of 4);"
                + " newest of month 2026-11 (1 of 2); the newest backup always stays");
    assertThat(why(plan, "2026-10-31")).isEqualTo("newest of month 2026-10 (2 of 2)");
    assertThat(why(plan, "2026-10-30"))
        .isEqualTo(
            "day 2026-10-30 is before the 7 kept; %s stands for week 2026-W44; %s stands for month 2026-10"
                .formatted(idOf(nights, "2026-11-01"), idOf(nights, "2026-10-31")));
  }

  @Test
  void twoYearsOfNightsArePrunedToThirtyDaysTwelveWeeksAndTwelveMonths() {
    List<Candidate> nights = nights(LocalDate.of(2024, 11, 23), 730);
    RetentionPolicy policy = RetentionPolicy.keep().daily(30).weekly(12).monthly(12);

    RetentionPlan plan = policy.plan(nights, Instant.parse("2026-11-22T12:00:00Z"));

    List<String> kept = dates(plan.kept());
    assertThat(kept.subList(0, 30)).first().isEqualTo("2026-11-22");
    assertThat(kept.get(29)).isEqualTo("2026-10-24");
    assertThat(kept.subList(30, kept.size()))
        .containsExactly(
            "2026-10-18", // weeks
            "2026-10-11",
            "2026-10-04",
            "2026-09-30", // a month
            "2026-09-27",
            "2026-09-20",
            "2026-09-13",
            "2026-09-06",
            "2026-08-31", // months
            "2026-07-31",
            "2026-06-30",
            "2026-05-31",
            "2026-04-30",
            "2026-03-31",
            "2026-02-28",
            "2026-01-31",
            "2025-12-31");
  }

  @Test
  void anEmptyPolicyIsRefused() {
    RetentionPolicy empty = RetentionPolicy.keep().in(BERLIN);

    assertThatThrownBy(() -> empty.plan(List.of(), Instant.EPOCH))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no rule");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aCountOfNothingIsRefused(int count) {
    RetentionPolicy policy = RetentionPolicy.keep();
    for (ThrowingCallable rule :
        List.<ThrowingCallable>of(
            () -> policy.last(count),
            () -> policy.daily(count),
            () -> policy.weekly(count),
            () -> policy.monthly(count),
            () -> policy.yearly(count))) {
      assertThatThrownBy(rule)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("cannot keep " + count);
    }
  }

  @Test
  void aDurationOfNothingOrLessIsRefused() {
    for (TemporalAmount amount :
        List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofDays(-30),
            Period.ZERO,
            Period.ofDays(-30),
            Period.of(0, 1, -31))) {
      assertThatThrownBy(() -> RetentionPolicy.keep().within(amount))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(amount.toString());
    }
  }

  @Test
  void withinIsCountedFromTheNewestBackupThatIsNotInTheFuture() {
    List<Candidate> nights = nights(LocalDate.of(2026, 9, 1), 20);
    nights.add(candidate("school", Instant.parse("2099-01-01T00:00:00Z"), 0));

    RetentionPlan plan =
        RetentionPolicy.keep()
            .within(Period.ofDays(3))
            .plan(nights, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(dates(plan.kept()))
        .containsExactly("2099-01-01", "2026-09-20", "2026-09-19", "2026-09-18", "2026-09-17");
  }

  @Test
  void theNewestBackupStaysWhateverThePolicySays() {
    List<Candidate> old = nights(LocalDate.of(2020, 1, 1), 3);

    RetentionPlan plan =
        RetentionPolicy.keep()
            .within(Duration.ofHours(1))
            .plan(old, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(dates(plan.kept())).containsExactly("2020-01-03");
    assertThat(why(plan, "2020-01-03"))
        .isEqualTo("within PT1H of the newest; the newest backup always stays");
    assertThat(why(plan, "2020-01-02")).isEqualTo("older than the newest by more than PT1H");
  }

  @Test
  void theNewestBackupThatVerifiedStaysAndTheNewestThatWasRestoredToo() {
    List<Candidate> nights = nights(LocalDate.of(2026, 11, 1), 10);
    nights.set(2, proved(nights.get(2), Proof.RESTORED));
    nights.set(3, proved(nights.get(3), Proof.RESTORED));
    nights.set(4, proved(nights.get(4), Proof.STORED));
    nights.set(5, proved(nights.get(5), Proof.STORED));

    RetentionPlan plan =
        RetentionPolicy.keep().last(1).plan(nights, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(dates(plan.kept())).containsExactly("2026-11-10", "2026-11-06", "2026-11-04");
    assertThat(why(plan, "2026-11-06")).contains("newest backup that verified always stays");
    assertThat(why(plan, "2026-11-04")).contains("proved by a restore always stays");
  }

  @Test
  void aBackupInTheFutureStaysWithAWarningAndTakesNoPlaceOfAnother() {
    List<Candidate> nights = nights(LocalDate.of(2026, 11, 20), 3);
    Candidate future = candidate("school", Instant.parse("2099-01-01T00:00:00Z"), 0);
    nights.add(future);

    RetentionPlan plan =
        RetentionPolicy.keep().last(1).plan(nights, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(dates(plan.kept())).containsExactly("2099-01-01", "2026-11-22");
    assertThat(plan.warnings()).singleElement().asString().contains(future.id().value(), "clock");
  }

  @Test
  void eachSourceIsJudgedOnItsOwn() {
    List<Candidate> all = new ArrayList<>();
    for (String source : List.of("school", "library")) {
      for (int day = 1; day <= 3; day++) {
        all.add(candidate(source, Instant.parse("2026-11-0" + day + "T02:00:00Z"), 0));
      }
    }

    RetentionPlan plan =
        RetentionPolicy.keep().last(2).plan(all, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(plan.kept())
        .extracting(d -> d.backup().source())
        .containsExactly("library", "library", "school", "school");
  }

  @Test
  void orderIsDecidedByTimeAndSequenceNotByName() {
    Instant moment = Instant.parse("2026-11-01T02:00:00Z");
    Candidate first =
        new Candidate(
            BackupId.parse("20261101T020000Z-zzzzzz"),
            "school",
            moment,
            0,
            Extent.WHOLE,
            Proof.NONE);
    Candidate second =
        new Candidate(
            BackupId.parse("20261101T020000Z-000000"),
            "school",
            moment,
            1,
            Extent.WHOLE,
            Proof.NONE);

    RetentionPlan plan = RetentionPolicy.keep().last(1).plan(List.of(first, second), moment);

    assertThat(plan.kept()).extracting(Decision::backup).containsExactly(second);
  }

  @Test
  void aDayBeginsAtMidnightOfTheZoneOnBothEdgesOfSummerTime() {
    // Berlin's days: 25 hours on 25 October 2026, 23 hours on 29 March 2026.
    List<Candidate> backups =
        Stream.of(
                "2026-03-28T22:59:59Z", // 28 March, last second
                "2026-03-28T23:00:00Z", // 29 March, first second
                "2026-03-29T21:59:59Z", // 29 March, last second
                "2026-03-29T22:00:00Z", // 30 March
                "2026-10-24T21:59:59Z", // 24 October, last second
                "2026-10-24T22:00:00Z", // 25 October, first second
                "2026-10-25T22:59:59Z", // 25 October, last second, after 25 hours
                "2026-10-25T23:00:00Z") // 26 October
            .map(at -> candidate("school", Instant.parse(at), 0))
            .toList();

    RetentionPlan plan =
        RetentionPolicy.keep()
            .daily(10)
            .in(BERLIN)
            .plan(backups, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(plan.kept())
        .extracting(d -> d.backup().createdAt().toString())
        .containsExactly(
            "2026-10-25T23:00:00Z",
            "2026-10-25T22:59:59Z",
            "2026-10-24T21:59:59Z",
            "2026-03-29T22:00:00Z",
            "2026-03-29T21:59:59Z",
            "2026-03-28T22:59:59Z");
  }

  @Test
  void aPeriodIsCountedOnTheCalendarAndADurationInHours() {
    // Noon in Berlin on the day after summer time ended: a day earlier is 25 hours ago.
    Instant now = Instant.parse("2026-10-26T00:00:00Z");
    Candidate dayAgo = candidate("school", Instant.parse("2026-10-24T23:00:00Z"), 0);
    List<Candidate> backups = List.of(dayAgo, candidate("school", now, 0));
    RetentionPolicy policy = RetentionPolicy.keep().in(BERLIN);

    assertThat(policy.within(Period.ofDays(1)).plan(backups, now).dropped()).isEmpty();
    assertThat(policy.within(Duration.ofDays(1)).plan(backups, now).dropped()).hasSize(1);
  }

  @Test
  void weeksAreThoseOfIso8601AcrossTheTurnOfAYear() {
    // 31 December 2026 and 1 January 2027 are in week 2026-W53.
    List<Candidate> backups =
        List.of(
            candidate("school", Instant.parse("2026-12-31T02:00:00Z"), 0),
            candidate("school", Instant.parse("2027-01-01T02:00:00Z"), 0));

    RetentionPlan plan =
        RetentionPolicy.keep().weekly(5).plan(backups, Instant.parse("2027-02-01T00:00:00Z"));

    assertThat(dates(plan.kept())).containsExactly("2027-01-01");
    assertThat(why(plan, "2026-12-31")).contains("week 2026-W53");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverTheBackupsAndThePolicyTheRulesHold(long seed) {
    Random random = new Random(seed);
    List<Candidate> backups = randomBackups(random);
    RetentionPolicy policy = randomPolicy(random);
    Instant now = Instant.parse("2026-11-01T00:00:00Z");

    RetentionPlan plan = policy.plan(backups, now);

    assertThat(plan.decisions()).hasSameSizeAs(backups);
    assertThat(plan.decisions()).allSatisfy(d -> assertThat(d.why()).isNotEmpty());
    assertThat(plan.warnings()).hasSize((int) backups.stream().filter(b -> after(b, now)).count());
    newestStay(plan, backups, now);
    noSpanLosesItsNewest(plan, policy, now);
    Collections.shuffle(backups, random);
    assertThat(policy.plan(backups, now)).usingRecursiveComparison().isEqualTo(plan);
    List<Candidate> left = plan.kept().stream().map(Decision::backup).toList();
    assertThat(policy.plan(left, now).dropped()).as("pruning again removes nothing").isEmpty();
  }

  private static void newestStay(RetentionPlan plan, List<Candidate> backups, Instant now) {
    Set<BackupId> kept = plan.kept().stream().map(d -> d.backup().id()).collect(Collectors.toSet());
    List<Candidate> newestFirst =
        backups.stream().filter(b -> !after(b, now)).sorted(Candidate.NEWEST_FIRST).toList();
    for (Proof proof : Proof.values()) {
      newestFirst.stream()
          .filter(b -> b.proof().compareTo(proof) >= 0)
          .findFirst()
          .ifPresent(newest -> assertThat(kept).contains(newest.id()));
    }
  }

  /** The latest days with a backup, as many as the policy says, keep their newest one. */
  private static void noSpanLosesItsNewest(
      RetentionPlan plan, RetentionPolicy policy, Instant now) {
    for (CalendarSpan span : CalendarSpan.values()) {
      Set<String> seen = new HashSet<>();
      for (Decision decision : plan.decisions()) {
        Candidate backup = decision.backup();
        String name = span.of(backup.createdAt().atZone(policy.zone()).toLocalDate());
        boolean first = !after(backup, now) && seen.add(name);
        if (first && seen.size() <= policy.count(span)) {
          assertThat(decision.keeps()).as("%s of %s", backup.id(), name).isTrue();
        }
      }
    }
  }

  private static List<Candidate> randomBackups(Random random) {
    Instant first = Instant.parse("2025-09-01T00:00:00Z");
    return IntStream.range(0, 1 + random.nextInt(300))
        .mapToObj(i -> first.plusSeconds(random.nextInt(440 * 24 * 3600)))
        .map(at -> proved(candidate("school", at, 0), Proof.values()[random.nextInt(3)]))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static RetentionPolicy randomPolicy(Random random) {
    RetentionPolicy policy =
        RetentionPolicy.keep()
            .daily(1 + random.nextInt(20))
            .in(random.nextBoolean() ? BERLIN : ZoneOffset.UTC);
    policy = maybe(policy, random.nextInt(4), RetentionPolicy::last);
    policy = maybe(policy, random.nextInt(10), RetentionPolicy::weekly);
    policy = maybe(policy, random.nextInt(10), RetentionPolicy::monthly);
    policy = maybe(policy, random.nextInt(3), RetentionPolicy::yearly);
    return maybe(policy, random.nextInt(10), (some, days) -> some.within(Period.ofDays(days)));
  }

  private static RetentionPolicy maybe(
      RetentionPolicy policy,
      int count,
      BiFunction<RetentionPolicy, Integer, RetentionPolicy> rule) {
    return count == 0 ? policy : rule.apply(policy, count);
  }

  private static boolean after(Candidate backup, Instant now) {
    return backup.isFuture(now);
  }

  private static List<Candidate> nights(LocalDate first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> first.plusDays(i).atTime(2, 0).toInstant(ZoneOffset.UTC))
        .map(at -> candidate("school", at, 0))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Candidate candidate(String source, Instant at, long sequence) {
    return new Candidate(id(at), source, at, sequence, Extent.WHOLE, Proof.NONE);
  }

  private static BackupId id(Instant at) {
    String time = at.toString().replaceAll("[-:]", "").substring(0, 15);
    return BackupId.parse(time + "Z-" + "%06d".formatted(NUMBER.incrementAndGet()));
  }

  private static Candidate proved(Candidate backup, Proof proof) {
    return new Candidate(
        backup.id(),
        backup.source(),
        backup.createdAt(),
        backup.sequence(),
        backup.extent(),
        proof);
  }

  private static List<String> dates(List<Decision> decisions) {
    return decisions.stream().map(RetentionPolicyTest::date).toList();
  }

  private static String date(Decision decision) {
    return decision.backup().createdAt().toString().substring(0, 10);
  }

  private static String why(RetentionPlan plan, String date) {
    return plan.decisions().stream()
        .filter(d -> date(d).equals(date))
        .findFirst()
        .orElseThrow()
        .why();
  }

  private static BackupId idOf(List<Candidate> backups, String date) {
    return backups.stream()
        .filter(b -> b.createdAt().toString().startsWith(date))
        .findFirst()
        .orElseThrow()
        .id();
  }
}
