package dev.lifeboat.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what was measured, as Markdown. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** Where and with what it was measured. */
  void facts(Map<String, String> facts) {
    facts.forEach((name, value) -> out.printf("- %s: %s%n", name, value));
  }

  /** A table of medians. */
  void table(String title, List<Contender> contenders, Map<Contender, Measurement> medians) {
    double lifeboat = medians.get(contenders.get(0)).wallSeconds();
    out.printf("%n## %s%n%n", title);
    out.println(
        "| | seconds | Lifeboat takes | CPU seconds, program + server | memory MB | stored MB | files |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    medians.forEach((contender, median) -> row(contender, median, lifeboat));
    contenders.stream()
        .filter(contender -> !contender.takesPart())
        .forEach(c -> out.printf("%nNot compared: `%s`, as %s.%n", c.name(), c.missing()));
    out.flush();
  }

  /** The head of a table of what grows. */
  void growth() {
    out.printf("%n| | Lifeboat dump | pg_dump -Fc | Lifeboat load | pg_restore |%n");
    out.println("| --- | ---: | ---: | ---: | ---: |");
  }

  /** A line of it: seconds, and in brackets those of processors, program + server. */
  void growth(String title, List<Optional<Measurement>> medians) {
    out.printf(
        "| %s | %s |%n",
        title,
        medians.stream()
            .map(median -> median.map(Report::times).orElse("–"))
            .collect(Collectors.joining(" | ")));
    out.flush();
  }

  private static String times(Measurement median) {
    return "%.1f (%s + %s)"
        .formatted(
            median.wallSeconds(),
            figure("%.1f", median.programSeconds()),
            figure("%.1f", median.serverSeconds()));
  }

  private void row(Contender contender, Measurement median, double lifeboat) {
    out.printf(
        "| %s | %.2f | %s | %s + %s | %s | %s | %s |%n",
        contender.name().equals(Contenders.LIFEBOAT)
            ? "**Lifeboat**"
            : "`" + contender.name().replace("|", "\\|") + "`",
        median.wallSeconds(),
        contender.name().equals(Contenders.LIFEBOAT)
            ? ""
            : "%.2f ×".formatted(lifeboat / median.wallSeconds()),
        figure("%.1f", median.programSeconds()),
        figure("%.1f", median.serverSeconds()),
        figure("%.0f", median.memoryMegabytes()),
        figure("%.0f", median.storedMegabytes()),
        figure("%,.0f", median.files()));
  }

  private static String figure(String format, double value) {
    return Double.isNaN(value) ? "–" : format.formatted(value);
  }
}
