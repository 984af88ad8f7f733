package dev.lifeboat.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What one turn took. What the system does not tell is {@link Double#NaN}.
 *
 * @param wallSeconds from the start to the end
 * @param programSeconds of the processors, for the programs
 * @param serverSeconds of the processors, for the server's sessions
 * @param memoryMegabytes resident memory of all programs together at its highest
 * @param storedMegabytes what was written
 * @param files how many files were written
 */
record Measurement(
    double wallSeconds,
    double programSeconds,
    double serverSeconds,
    double memoryMegabytes,
    double storedMegabytes,
    double files) {

  /** The median of each figure. */
  static Measurement median(List<Measurement> turns) {
    return new Measurement(
        median(turns, Measurement::wallSeconds),
        median(turns, Measurement::programSeconds),
        median(turns, Measurement::serverSeconds),
        median(turns, Measurement::memoryMegabytes),
        median(turns, Measurement::storedMegabytes),
        median(turns, Measurement::files));
  }

  /** The same with the size of what was written. */
  Measurement withOutput(Path output) throws IOException {
    if (!Files.exists(output)) {
      return this;
    }
    try (Stream<Path> paths = Files.walk(output)) {
      List<Path> written = paths.filter(Files::isRegularFile).toList();
      long bytes = written.stream().mapToLong(path -> path.toFile().length()).sum();
      return new Measurement(
          wallSeconds, programSeconds, serverSeconds, memoryMegabytes, bytes / 1e6, written.size());
    }
  }

  private static double median(List<Measurement> turns, ToDoubleFunction<Measurement> figure) {
    double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
