package dev.lifeboat;

import dev.lifeboat.event.Events;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Survey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The newest backup of a source, and those that were passed over since they are not believed, or
 * dated later than now: a clock is or was wrong.
 */
record Newest(Optional<Manifest> manifest, Survey survey, Instant now) {
  /**
   * Looks for it.
   *
   * @throws dev.lifeboat.error.LifeboatException if there are manifests and none is believed, or
   *     only signed backups are trusted and one is not
   */
  static Newest of(Setup setup, String source) {
    Instant now = setup.clock().instant();
    Survey survey = setup.repository().dependable(source);
    return new Newest(survey.latest(now), survey, now);
  }

  /** Tells of what was passed over. */
  void warn(Events events) {
    survey.rejectedWarnings().forEach(events::warn);
    survey.futureWarnings(now).forEach(events::warn);
  }

  /** What was passed over, to follow a sentence; empty if nothing was. */
  String passedOver() {
    List<Manifest> future = survey.future(now);
    return future.isEmpty()
        ? ""
        : "; passed over, as dated later than now (%s): %s; check the clock of the host that made it"
            .formatted(
                now.truncatedTo(ChronoUnit.SECONDS),
                future.stream()
                    .map(
                        backup ->
                            "%s of %s"
                                .formatted(
                                    backup.id(),
                                    backup.createdAt().truncatedTo(ChronoUnit.SECONDS)))
                    .collect(Collectors.joining(", ")));
  }
}
