package dev.lifeboat.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Extent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OverdueTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void backupsThatStoppedForMoreThanThreeUsualIntervalsAreOverdue() {
    List<Candidate> nights = ago(DAY, 3, 4, 5, 6, 7);

    assertThat(Overdue.among(nights, NOW)).isEmpty();
    assertThat(Overdue.among(nights, NOW.plusSeconds(1)))
        .singleElement()
        .satisfies(
            overdue -> {
              assertThat(overdue.source()).isEqualTo("school");
              assertThat(overdue.newestAt()).isEqualTo(NOW.minus(Duration.ofDays(3)));
              assertThat(overdue.usually()).isEqualTo(DAY);
              assertThat(overdue.words()).contains("school", "2026-11-19T12:00:00Z", "PT24H");
            });
  }

  @Test
  void whatIsUsualIsTheMedianOfTheLatestIntervals() {
    List<Candidate> backups = new ArrayList<>(ago(DAY, 70, 100, 130, 160, 190, 220, 250, 280));
    backups.addAll(ago(DAY, 4, 5, 5, 6, 7, 12, 13));

    assertThat(Overdue.among(backups, NOW))
        .extracting(Overdue::usually)
        .as("the monthly ones that an earlier prune kept do not count")
        .containsExactly(DAY);
  }

  @Test
  void twoBackupsAreNoScheduleNorAreThoseOfOneHour() {
    assertThat(Overdue.among(List.of(), NOW)).isEmpty();
    assertThat(Overdue.among(ago(DAY, 1_000, 1_001), NOW)).isEmpty();
    assertThat(Overdue.among(ago(Duration.ofSeconds(1), 7_200, 7_201, 7_203), NOW)).isEmpty();
    assertThat(Overdue.among(ago(Duration.ofSeconds(1), 11_000, 11_001, 11_003), NOW))
        .extracting(Overdue::usually)
        .containsExactly(Duration.ofHours(1));
  }

  @Test
  void aBackupInTheFutureDoesNotHideThatBackupsStopped() {
    List<Candidate> backups = new ArrayList<>(ago(DAY, 60, 61, 62, 63));
    backups.addAll(ago(DAY, -3_000));

    assertThat(Overdue.among(backups, NOW)).hasSize(1);
  }

  @Test
  void partsCountWhereNothingIsWholeAlone() {
    List<Candidate> parts =
        ago(DAY, 60, 61, 62, 63).stream().map(backup -> with(backup, Extent.PARTIAL)).toList();
    List<Candidate> all = new ArrayList<>(parts);
    all.addAll(ago(DAY, 1, 2, 3));

    assertThat(Overdue.among(parts, NOW)).hasSize(1);
    assertThat(Overdue.among(all, NOW)).isEmpty();
  }

  private static List<Candidate> ago(Duration unit, long... counts) {
    return LongStream.of(counts).mapToObj(n -> candidate(NOW.minus(unit.multipliedBy(n)))).toList();
  }

  private static Candidate candidate(Instant at) {
    String time = at.toString().replaceAll("[-:]", "").substring(0, 15);
    BackupId id = BackupId.parse(time + "Z-000000");
    return new Candidate(id, "school", at, 0, Extent.WHOLE, Proof.NONE);
  }

  private static Candidate with(Candidate backup, Extent extent) {
    return new Candidate(
        backup.id(), backup.source(), backup.createdAt(), 0, extent, backup.proof());
  }
}
