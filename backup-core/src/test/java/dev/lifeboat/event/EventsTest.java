package dev.lifeboat.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                "backup",
                "12 tables",
                Duration.ofMinutes(3)));
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
