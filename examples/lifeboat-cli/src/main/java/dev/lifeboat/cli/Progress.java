package dev.lifeboat.cli;

import dev.lifeboat.event.Event;
import dev.lifeboat.event.Listener;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Shows what the library tells: a bar on a terminal, a line every few seconds otherwise.
 * Thread-safe.
 */
final class Progress implements Listener {
  private static final int BAR_WIDTH = 24;

  /** With less, numbers are worth more than a bar. */
  private static final int WIDE = 80;

  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

  private final Console console;
  private final Set<String> warned = new HashSet<>();
  private long toldAt = System.nanoTime() - QUIET_NANOS;
  private String toldStep = "";

  Progress(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void on(Event event) {
    if (event instanceof Event.Progress progress) {
      show(progress);
    } else if (event instanceof Event.Warning warning) {
      warn(warning.message());
    } else {
      console.clearStatus();
    }
  }

  /** Tells something that a person should know, once. */
  synchronized void warn(String message) {
    if (warned.add(message)) {
      console.note("Warning: " + message);
    }
  }

  private void show(Event.Progress progress) {
    if (console.isWatched()) {
      console.status(bar(progress) + numbers(progress));
    } else if (!console.isQuiet() && isDue(progress)) {
      String line = progress.operation() + ": " + progress.step();
      console.note(progress.bytes() == 0 ? line : line + ", " + numbers(progress));
    }
  }

  /** The first line at once, then one every few seconds; steps that pass quickly are not told. */
  private boolean isDue(Event.Progress progress) {
    long now = System.nanoTime();
    boolean first = toldStep.isEmpty();
    if (!first && now - toldAt < QUIET_NANOS) {
      return false;
    }
    toldStep = progress.step();
    toldAt = now;
    return true;
  }

  private String bar(Event.Progress progress) {
    if (progress.estimatedBytes() <= 0) {
      return "%-10s ".formatted(progress.step());
    }
    double share = Math.min(1, (double) progress.bytes() / progress.estimatedBytes());
    if (console.columns() < WIDE) {
      return "%s %d%%  ".formatted(progress.step(), (int) (share * 100));
    }
    int full = (int) (share * BAR_WIDTH);
    return "%-10s %s%s %3d%%  "
        .formatted(
            progress.step(), "█".repeat(full), "░".repeat(BAR_WIDTH - full), (int) (share * 100));
  }

  private static String numbers(Event.Progress progress) {
    String text =
        "%s, %s, %s/s"
            .formatted(
                Words.size(progress.bytes()),
                Words.count(progress.rows(), "row"),
                Words.size(progress.bytesPerSecond()));
    return progress
        .remaining()
        .filter(left -> progress.estimatedBytes() > 0)
        .map(left -> text + ", " + Words.duration(left) + " left")
        .orElse(text);
  }
}
