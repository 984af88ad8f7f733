package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final int ROWS = 100_000;

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table("ID", ">ROWS", "NOTE");
    table.add("a", "1,000", "");
    table.add("longer", "7", "x");

    assertThat(table.lines(Paint.PLAIN))
        .containsExactly("ID       ROWS  NOTE", "a       1,000", "longer      7  x");
  }

  /** Of a processor: what took time by the square of the rows took 32 for 16,000 of them. */
  @Test
  void aHundredThousandRowsArePrintedInTwoSeconds() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    print(out);
    Duration took = Duration.ofNanos(thread.getCurrentThreadCpuTime() - start);

    System.out.println("TableTest: 100,000 rows took " + Words.duration(took));
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(ROWS + 1);
  }

  private static void print(ByteArrayOutputStream out) {
    Table table = new Table("ID", ">ROWS", ">DATA", "LABELS");
    for (int row = 0; row < ROWS; row++) {
      table.add("20260101T000000Z-" + row, Words.count(row), Words.size(row), "a=b c=d");
    }
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            stream,
            stream,
            Map.of(),
            false,
            false,
            Cancellation.none(),
            () -> TerminalColumns.USUAL);
    new Console(surroundings, new Console.Manner(false, false, false))
        .answer(Answer.done(Map.of(), table.lines(Paint.PLAIN)));
  }
}
