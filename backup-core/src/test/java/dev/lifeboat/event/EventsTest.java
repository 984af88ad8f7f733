package dev.lifeboat.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventsTest {
  private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-22T06:00:00Z"));
  private final List<Event> told = new ArrayList<>();

  @Test
  void aListenerThatThrowsHarmsNothing() {
    Events events =
        new Events(
            "backup",
            event -> {
              throw new IllegalStateException("a faulty listener");
            },
            clock);
    events.warn("careful");
    events.completed("done");
    try (ProgressMeter meter = events.measure("dump", 10)) {
      meter.add(5, 1);
    }
  }

  @Test
  void resultsTellHowLongItTook() {
    Events events = new Events("backup", told::add, clock);
    clock.advance(Duration.ofMinutes(3));
    events.completed("12 tables");
    assertThat(told)
        .containsExactly(
            new Event.Completed(
                Instant.parse("2026-11-22T06:03:00Z"),
                new Subject("backup", Optional.empty(), Optional.empty()),
                "12 tables",
                Duration.ofMinutes(3)));
  }

  @Test
  void eventsNameWhatIsWorkedOnFromThenOn() {
    Events events = new Events("backup", told::add, clock);
    AtomicReference<String> id = new AtomicReference<>("first");
    events.warn("nothing is known");
    events.about("school");
    events.warn("the source is known");
    events.about("school", id::get);
    events.warn("the backup is known");
    id.set("second");
    events.warn("it is another one");
    events.warn("library", "third", "one of several");
    events.failed("done");
    assertThat(told)
        .extracting(event -> event.operation() + " " + event.source() + " " + event.backup())
        .containsExactly(
            "backup Optional.empty Optional.empty",
            "backup Optional[school] Optional.empty",
            "backup Optional[school] Optional[first]",
            "backup Optional[school] Optional[second]",
            "backup Optional[library] Optional[third]",
            "backup Optional[school] Optional[second]");
  }

  @Test
  void aFailureCarriesWhatIsThrownIfAnything() {
    Events events = new Events("backup", told::add, clock);
    Exception thrown = new RefusedException("it is not there");
    events.failed(thrown);
    events.failed(new AssertionError());
    events.failed("it is damaged");
    assertThat(told)
        .map(Event.Failed.class::cast)
        .satisfiesExactly(
            first -> {
              assertThat(first.reason()).isEqualTo("it is not there");
              assertThat(first.exception()).containsSame(thrown);
            },
            second -> assertThat(second.reason()).contains("AssertionError"),
            third -> {
              assertThat(third.reason()).isEqualTo("it is damaged");
              assertThat(third.exception()).isEmpty();
            });
  }

  @Test
  void aMeterTellsAtOnceAndInTheEnd() {
    Events events = new Events("backup", told::add, clock);
    try (ProgressMeter meter = events.measure("dump", 1000)) {
      assertThat(told).hasSize(1);
      meter.add(600, 3);
    }
    Event.Progress last = (Event.Progress) told.get(told.size() - 1);
    assertThat(last.bytes()).isEqualTo(600);
    assertThat(last.rows()).isEqualTo(3);
    assertThat(last.estimatedBytes()).isEqualTo(1000);
    assertThat(last.remaining()).isPresent();
  }
}
