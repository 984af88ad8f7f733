package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpansTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "90 min, PT1H30M",
    "26h, PT26H",
    "30d, PT720H",
    "2w, PT336H",
    "PT26H, PT26H",
    "P30D, PT720H",
    "P1DT2H, PT26H",
    "p1w, PT168H"
  })
  void spansAreNumbersWithUnitsOrIso8601(String text, Duration span) {
    assertThat(TimeSpans.duration(text)).isEqualTo(span);
  }

  @Test
  void daysAreThoseOfTheCalendarWhereOneIsAtHand() {
    assertThat(TimeSpans.amount("30d")).isEqualTo(Period.ofDays(30));
    assertThat(TimeSpans.amount("P6M")).isEqualTo(Period.ofMonths(6));
    assertThat(TimeSpans.amount("26h")).isEqualTo(Duration.ofHours(26));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0s",
        "-1h",
        "5",
        "soon",
        "PT0S",
        "P0D",
        "-P1D",
        "P1DT-25H",
        "1.5h",
        "26hours",
        "99999999999d",
        "P99999999999D",
        "P1M-1D",
        "P"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> TimeSpans.amount(text))
        .isInstanceOf(UnreadableValue.class)
        .hasMessageStartingWith("a time such as 30s, 26h, 30d or ISO 8601");
  }

  @Test
  void monthsHaveNoLengthWithoutACalendar() {
    assertThatThrownBy(() -> TimeSpans.duration("P1M"))
        .hasMessageContaining("months and years are not all equally long");
  }
}
