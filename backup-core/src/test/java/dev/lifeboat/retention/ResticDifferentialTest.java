package dev.lifeboat.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.testing.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Retention beside that of restic: the same backups, the same policies, its {@code forget
 * --dry-run}. What differs on purpose has a test of its own, and a line in {@code
 * docs/retention.md}.
 */
class ResticDifferentialTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HOST = "host";
  private static final int BACKUPS = 30;
  private static final int POLICIES = 20;
  private static final Path ZONES = Path.of("/usr/share/zoneinfo");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin"})
  void resticKeepsTheSameButForTheOldest(String zoneName) throws Exception {
    ZoneId zone = ZoneId.of(zoneName);
    if (!zoneName.equals("UTC") && !Files.isDirectory(ZONES)) {
      throw Skip.because("restic knows no time zones, as there is no " + ZONES);
    }
    long seed = Long.getLong("lifeboat.seed", new Random().nextLong());
    System.out.println("Random backups and policies: -Dlifeboat.seed=" + seed);
    Random random = new Random(seed);
    ResticRepository restic = ResticRepository.in(folder, zone);
    List<LocalDateTime> times = randomTimes(random);
    restic.backUp(HOST, times);
    SortedSet<Instant> backups = instants(times, zone);

    for (int i = 0; i < POLICIES; i++) {
      Rules rules = Rules.random(random, zoneName.equals("UTC"));
      SortedSet<Instant> theirs = restic.keeps(HOST, rules.options());
      SortedSet<Instant> ours = kept(rules.policy().in(zone), backups);
      if (restic.keepsTheOldest() && !ours.contains(backups.first())) {
        theirs.remove(backups.first());
      }
      assertThat(ours).as("%s, seed %d", rules, seed).isEqualTo(theirs);
    }
  }

  @Test
  void newerResticKeepsTheOldestWhileASpanHasPlacesLeft() throws Exception {
    List<LocalDateTime> firstYear = List.of(at("2026-02-01"), at("2026-05-01"), at("2026-11-01"));
    ResticRepository restic = ResticRepository.in(folder, ZoneOffset.UTC);
    restic.backUp(HOST, firstYear);
    SortedSet<Instant> theirs = restic.keeps(HOST, "--keep-yearly", 5);

    assertThat(theirs.remove(utc("2026-02-01"))).isEqualTo(restic.keepsTheOldest());
    assertThat(theirs).containsExactly(utc("2026-11-01"));
    assertThat(kept(RetentionPolicy.keep().yearly(5), instants(firstYear, ZoneOffset.UTC)))
        .containsExactly(utc("2026-11-01"));
  }

  @Test
  void resticLetsABackupInTheFutureTakeThePlaceOfAnother() throws Exception {
    List<LocalDateTime> times = List.of(at("2026-11-01"), at("2026-11-02"), at("2099-01-01"));
    SortedSet<Instant> theirs = resticKeeps(times, "--keep-last", 1);

    assertThat(theirs).containsExactly(utc("2099-01-01"));
    assertThat(kept(RetentionPolicy.keep().last(1), instants(times, ZoneOffset.UTC)))
        .containsExactly(utc("2026-11-02"), utc("2099-01-01"));
  }

  @Test
  void bothCountWithinFromTheNewestThatIsNotInTheFuture() throws Exception {
    List<LocalDateTime> times =
        List.of(at("2020-01-01"), at("2020-01-20"), at("2020-02-01"), at("2099-01-01"));
    SortedSet<Instant> theirs = resticKeeps(times, "--keep-within", "20d");

    assertThat(theirs)
        .containsExactly(utc("2020-01-20"), utc("2020-02-01"), utc("2099-01-01"))
        .isEqualTo(
            kept(
                RetentionPolicy.keep().within(Period.ofDays(20)), instants(times, ZoneOffset.UTC)));
  }

  @Test
  void resticDropsWhatIsExactlyAsOldAsWithinSays() throws Exception {
    List<LocalDateTime> times = List.of(at("2026-11-01"), at("2026-11-21"));
    SortedSet<Instant> theirs = resticKeeps(times, "--keep-within", "20d");

    assertThat(theirs).containsExactly(utc("2026-11-21"));
    assertThat(
            kept(RetentionPolicy.keep().within(Period.ofDays(20)), instants(times, ZoneOffset.UTC)))
        .containsExactly(utc("2026-11-01"), utc("2026-11-21"));
  }

  @Test
  void resticCountsAMonthBeforeTheEndOfMarchToTheThirdOfMarch() throws Exception {
    List<LocalDateTime> times = List.of(at("2026-02-27"), at("2026-03-01"), at("2026-03-31"));
    SortedSet<Instant> theirs = resticKeeps(times, "--keep-within", "1m");

    assertThat(theirs).containsExactly(utc("2026-03-31"));
    assertThat(
            kept(
                RetentionPolicy.keep().within(Period.ofMonths(1)), instants(times, ZoneOffset.UTC)))
        .containsExactly(utc("2026-03-01"), utc("2026-03-31"));
  }

  private SortedSet<Instant> resticKeeps(List<LocalDateTime> times, Object... policy)
      throws Exception {
    ResticRepository restic = ResticRepository.in(folder, ZoneOffset.UTC);
    restic.backUp(HOST, times);
    return restic.keeps(HOST, policy);
  }

  /** Some on the same day, some a year apart; none in an hour that summer time skips or repeats. */
  private static List<LocalDateTime> randomTimes(Random random) {
    return IntStream.range(0, BACKUPS)
        .mapToObj(i -> LocalDate.of(2026, 11, 21).minusDays((long) Math.pow(1.27, i)))
        .map(day -> day.atTime(LocalTime.of(4, 0).plusSeconds(random.nextInt(20 * 3600 - 1))))
        .distinct()
        .toList();
  }

  private static SortedSet<Instant> kept(RetentionPolicy policy, SortedSet<Instant> backups) {
    return policy
        .plan(backups.stream().map(ResticDifferentialTest::candidate).toList(), NOW)
        .kept()
        .stream()
        .map(decision -> decision.backup().createdAt())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Candidate candidate(Instant at) {
    String time = at.toString().replaceAll("[-:]", "").substring(0, 15);
    BackupId id = BackupId.parse(time + "Z-000000");
    return new Candidate(id, "school", at, 0, Extent.WHOLE, Proof.NONE);
  }

  private static SortedSet<Instant> instants(List<LocalDateTime> times, ZoneId zone) {
    return times.stream()
        .map(time -> time.atZone(zone).toInstant())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static LocalDateTime at(String date) {
    return LocalDate.parse(date).atTime(LocalTime.NOON);
  }

  private static Instant utc(String date) {
    return at(date).toInstant(ZoneOffset.UTC);
  }

  /** The same policy for both. */
  private record Rules(RetentionPolicy policy, List<Object> list) {
    static Rules random(Random random, boolean within) {
      int last = 1 + random.nextInt(4);
      Rules rules = new Rules(RetentionPolicy.keep().last(last), List.of("--keep-last", last));
      for (CalendarSpan span : CalendarSpan.values()) {
        int count = random.nextInt(8);
        rules = count == 0 ? rules : rules.with(span, count);
      }
      int days = random.nextInt(60);
      return within && days > 0 ? rules.within(days) : rules;
    }

    Object[] options() {
      return list.toArray();
    }

    private Rules with(CalendarSpan span, int count) {
      return switch (span) {
        case DAY -> and(policy.daily(count), "--keep-daily", count);
        case WEEK -> and(policy.weekly(count), "--keep-weekly", count);
        case MONTH -> and(policy.monthly(count), "--keep-monthly", count);
        case YEAR -> and(policy.yearly(count), "--keep-yearly", count);
      };
    }

    private Rules within(int days) {
      return and(policy.within(Period.ofDays(days)), "--keep-within", days + "d");
    }

    private Rules and(RetentionPolicy more, Object... options) {
      List<Object> all = new ArrayList<>(list);
      Stream.of(options).forEach(all::add);
      return new Rules(more, all);
    }

    @Override
    public String toString() {
      return list.toString();
    }
  }
}
