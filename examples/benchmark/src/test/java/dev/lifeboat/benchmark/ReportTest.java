package dev.lifeboat.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Contender LIFEBOAT = Contender.of("Lifeboat", Path.of("a"), List.of());
  private static final Contender OTHER = Contender.of("pg_dump -Fc", Path.of("b"), List.of());
  private static final Contender ABSENT = Contender.missing("pg_dump | age", "age was not found");

  @Test
  void tellsHowLongLifeboatTakesAgainstEachAndWhoIsMissing() {
    String report =
        print(
            Map.of(
                LIFEBOAT, Measurement.median(List.of(seconds(3), seconds(1), seconds(2))),
                OTHER, Measurement.median(List.of(seconds(8), seconds(2)))));

    assertThat(report)
        .contains("| **Lifeboat** | 2.00 |  |", "| `pg_dump -Fc` | 5.00 | 0.40 × |")
        .contains("Not compared: `pg_dump | age`, as age was not found.");
  }

  @Test
  void showsADashForWhatTheSystemDoesNotTell() {
    assertThat(print(Map.of(LIFEBOAT, seconds(1)))).contains("| – + – | – | – | – |");
  }

  private static String print(Map<Contender, Measurement> medians) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new Report(new PrintStream(printed, true, StandardCharsets.UTF_8))
        .table("two-tables", List.of(LIFEBOAT, OTHER, ABSENT), medians);
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Measurement seconds(double seconds) {
    double unknown = Double.NaN;
    return new Measurement(seconds, unknown, unknown, unknown, unknown, unknown);
  }
}
