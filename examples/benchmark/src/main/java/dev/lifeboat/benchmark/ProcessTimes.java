package dev.lifeboat.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of processes (proc(5)); elsewhere nothing. */
final class ProcessTimes {
  private static final double TICKS_PER_SECOND = 100;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  private ProcessTimes() {}

  /** Processor seconds of the children of a process that have ended, and of theirs. */
  static double ofEndedChildren(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", "" + pid, "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]))
          / TICKS_PER_SECOND;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Waits until a server's sessions have ended, for only then are their times known. */
  static void awaitEndOfSessions(long postmaster) {
    ProcessHandle.of(postmaster).stream()
        .flatMap(ProcessHandle::children)
        .filter(child -> isSession(child.pid()))
        .forEach(child -> child.onExit().join());
  }

  /** The title of a session names the address of its client. */
  private static boolean isSession(long pid) {
    try {
      String title = Files.readString(Path.of("/proc", "" + pid, "cmdline"));
      return title.isEmpty() || title.contains(Server.HOST);
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** The highest resident memory so far of processes and their descendants that live, together. */
  static double peakMegabytes(List<Process> processes) {
    return processes.stream()
        .map(Process::toHandle)
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .mapToDouble(handle -> peakMegabytes(handle.pid()))
        .sum();
  }

  private static double peakMegabytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", "" + pid, "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // it has ended
    }
  }
}
