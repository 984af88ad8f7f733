package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettableClockTest {
  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");

  @Test
  void timeStandsStillUntilItIsTold() {
    assertThat(clock.instant()).isEqualTo(clock.instant()).isEqualTo("2026-11-22T06:00:00Z");

    assertThat(clock.advance(Duration.ofDays(1))).isEqualTo("2026-11-23T06:00:00Z");
    assertThat(clock.instant()).isEqualTo("2026-11-23T06:00:00Z");
  }

  @Test
  void timeCanJumpBack() {
    clock.set(Instant.EPOCH);

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }
}
