package dev.lifeboat.retention;

import dev.lifeboat.repository.Extent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A source of which no backup has succeeded for longer than three usual intervals: its backups have
 * stopped, or the clock is wrong.
 *
 * @param source the source
 * @param newestAt when its newest backup began
 * @param usually the usual interval between its backups: the median of the latest intervals, and at
 *     least an hour
 * @param now the moment it was judged at
 */
public record Overdue(String source, Instant newestAt, Duration usually, Instant now) {
  private static final int MISSED = 3;

  /** So many latest intervals tell what is usual; fewer than two tell nothing. */
  private static final int LATEST = 9;

  private static final int LEAST = 2;

  /** Backups that are made by hand one after another are no schedule. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  /**
   * The sources that are overdue, by name. Backups that are dated in the future do not count; nor
   * do those that hold a part of their source where there is one that holds all of it.
   *
   * @param backups of one source or of several, in any order
   * @param now the present
   */
  public static List<Overdue> among(Collection<Candidate> backups, Instant now) {
    Map<String, List<Candidate>> sources =
        backups.stream()
            .filter(backup -> !backup.isFuture(now))
            .sorted(Candidate.NEWEST_FIRST)
            .collect(Collectors.groupingBy(Candidate::source, TreeMap::new, Collectors.toList()));
    List<Overdue> overdue = new ArrayList<>();
    sources.forEach(
        (source, newestFirst) -> {
          List<Instant> times = times(newestFirst);
          Overdue judged = new Overdue(source, times.get(0), usually(times), now);
          if (times.size() > LEAST && judged.isOverdue()) {
            overdue.add(judged);
          }
        });
    return overdue;
  }

  /** The same in one sentence, without the next step. */
  public String words() {
    return "No backup of %s has succeeded since %s, and it is backed up every %s"
        .formatted(
            source,
            newestAt.truncatedTo(ChronoUnit.SECONDS),
            usually.truncatedTo(ChronoUnit.MINUTES));
  }

  private boolean isOverdue() {
    return Duration.between(newestAt, now).compareTo(usually.multipliedBy(MISSED)) > 0;
  }

  private static List<Instant> times(List<Candidate> newestFirst) {
    boolean anyWhole = newestFirst.stream().anyMatch(b -> b.extent() == Extent.WHOLE);
    return newestFirst.stream()
        .filter(backup -> !anyWhole || backup.extent() == Extent.WHOLE)
        .map(Candidate::createdAt)
        .limit(LATEST + 1L)
        .toList();
  }

  private static Duration usually(List<Instant> newestFirst) {
    List<Duration> intervals =
        IntStream.range(1, newestFirst.size())
            .mapToObj(i -> Duration.between(newestFirst.get(i), newestFirst.get(i - 1)))
            .sorted()
            .toList();
    Duration median = intervals.isEmpty() ? SHORTEST : intervals.get(intervals.size() / 2);
    return median.compareTo(SHORTEST) < 0 ? SHORTEST : median;
  }
}
