package dev.lifeboat.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One contender does the job once, and is measured. */
final class Turn {
  private static final long LOOK_MILLIS = 50;

  private final Server server;
  private final Path messages;

  /**
   * Turns on a server.
   *
   * @param messages where the programs' messages go, to be told if one fails
   */
  Turn(Server server, Path messages) {
    this.server = server;
    this.messages = messages;
  }

  /**
   * Runs it.
   *
   * @throws IOException if a program fails: what did not do the job is not measured
   */
  Measurement run(Contender contender) throws IOException, SQLException {
    long self = ProcessHandle.current().pid();
    long postmaster = server.pid().orElse(0);
    double serverBefore = ProcessTimes.ofEndedChildren(postmaster);
    double programsBefore = ProcessTimes.ofEndedChildren(self);
    long start = System.nanoTime();
    List<Process> processes = ProcessBuilder.startPipeline(builders(contender));
    double peak = watch(processes);
    double wall = (System.nanoTime() - start) / 1e9;
    requireSuccess(contender, processes);
    ProcessTimes.awaitEndOfSessions(postmaster);
    return new Measurement(
            wall,
            ProcessTimes.ofEndedChildren(self) - programsBefore,
            ProcessTimes.ofEndedChildren(postmaster) - serverBefore,
            peak == 0 ? Double.NaN : peak,
            Double.NaN,
            Double.NaN)
        .withOutput(contender.output());
  }

  private List<ProcessBuilder> builders(Contender contender) throws IOException {
    Files.deleteIfExists(messages);
    List<ProcessBuilder> builders = contender.commands().stream().map(ProcessBuilder::new).toList();
    for (ProcessBuilder builder : builders) {
      builder.environment().putAll(server.environment());
      builder.redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile()));
    }
    builders.get(builders.size() - 1).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builders;
  }

  /** Waits for the end; the highest memory on the way. */
  private static double watch(List<Process> processes) throws IOException {
    double peak = 0;
    try {
      for (Process process : processes) {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          peak = Math.max(peak, ProcessTimes.peakMegabytes(processes));
        }
      }
      return peak;
    } catch (InterruptedException e) {
      processes.forEach(Process::destroy);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void requireSuccess(Contender contender, List<Process> processes) throws IOException {
    for (Process process : processes) {
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s ended with %d: %s"
                .formatted(
                    contender.name(),
                    process.exitValue(),
                    Files.readString(messages, StandardCharsets.UTF_8).strip()));
      }
    }
  }
}
