package dev.lifeboat.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkIT {
  @TempDir Path folder;

  @BeforeEach
  void letTheServerIn() throws IOException {
    Folders.letOthersPass(folder);
  }

  @Test
  void measuresAtATinySizeAndLeavesNothing() throws Exception {
    String report =
        run(
            "--megabytes",
            "2",
            "--tables",
            "20",
            "--rounds",
            "1",
            "--kinds",
            "two-tables,many-small-tables");

    for (String kind : List.of("two-tables", "many-small-tables")) {
      assertThat(report).contains("## " + kind + ", ", "## " + kind + ": restore");
    }
    assertThat(report.lines().filter(line -> line.startsWith("| **Lifeboat** |"))).hasSize(4);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void showsHowEachKindGrows() throws Exception {
    String report = run("growth", "--numbers", "2,3", "--rounds", "1");

    for (ObjectKind kind : ObjectKind.values()) {
      assertThat(report).contains("| 2 " + kind.title() + " | ", "| 3 " + kind.title() + " | ");
    }
  }

  private String run(String... options) throws Exception {
    PrintStream former = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int code =
          new CommandLine(new Main())
              .execute(
                  Stream.concat(
                          Stream.of(options),
                          Stream.of(
                              "--jar",
                              System.getProperty("lifeboat.jar"),
                              "--folder",
                              folder.toString()))
                      .toArray(String[]::new));
      assertThat(code).isZero();
      return printed.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(former);
    }
  }
}
