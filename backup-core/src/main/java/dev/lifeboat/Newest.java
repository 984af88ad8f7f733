package dev.lifeboat;

import dev.lifeboat.event.Events;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Survey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The newest backup of a source, and those that were passed over since they are dated later than
 * now: a clock is or was wrong.
 */
record Newest(Optional<Manifest> manifest, Survey survey, Instant now) {
  /**
   * Looks for it.
   *
   * @throws dev.lifeboat.error.DamagedException if a manifest is damaged, or not trusted
   */
  static Newest of(Setup setup, String source) {
    Instant now = setup.clock().instant();
    Survey survey = setup.repository().survey(source);
    return new Newest(survey.latest(now), survey, now);
  }

  /** Tells of what was passed over. */
  void warn(Events events) {
    survey.futureWarnings(now).forEach(events::warn);
  }

  /** What was passed over, to follow a sentence; empty if nothing was. */
  String passedOver() {
    List<Manifest> future = survey.future(now);
    return future.isEmpty()
        ? ""
        : "; passed over, as dated later than now (%s): %s; check the clock of the host that made it"
            .formatted(
                now,
                future.stream()
                    .map(backup -> "%s of %s".formatted(backup.id(), backup.createdAt()))
                    .collect(Collectors.joining(", ")));
  }
}
