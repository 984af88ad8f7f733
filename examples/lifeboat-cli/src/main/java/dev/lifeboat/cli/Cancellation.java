package dev.lifeboat.cli;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C: the running command is interrupted and gives up what it began; the process ends when it
 * has, at once when asked again, and in any case after a while. Thread-safe.
 *
 * <p>This takes the signals themselves: a shutdown hook would run beside those of the embedded
 * servers, which stop while they are still needed.
 */
final class Cancellation {
  private static final Map<String, ExitCode> SIGNALS =
      Map.of("INT", ExitCode.INTERRUPTED, "TERM", ExitCode.TERMINATED);

  private static final long PATIENCE_SECONDS = 20;

  private final AtomicInteger exitCode = new AtomicInteger();

  /** Nobody will ask. */
  static Cancellation none() {
    return new Cancellation();
  }

  /** Interrupts a thread when the process is asked to end. */
  static Cancellation of(Thread worker) {
    Cancellation cancellation = new Cancellation();
    SIGNALS.forEach(
        (signal, code) -> Signals.onEach(signal, () -> cancellation.ask(worker, code.number())));
    return cancellation;
  }

  /** Whether the user has asked to stop. */
  boolean isRequested() {
    return exitCode.get() != 0;
  }

  /**
   * What a process ends with that failed with this code: what the signal says, if there was one.
   */
  int exitCode(int failed) {
    return failed != 0 && isRequested() ? exitCode.get() : failed;
  }

  private void ask(Thread worker, int code) {
    if (!exitCode.compareAndSet(0, code)) {
      System.exit(code);
    }
    worker.interrupt();
    Thread impatience = new Thread(() -> endAfterAll(code), "lifeboat-cancel");
    impatience.setDaemon(true);
    impatience.start();
  }

  private static void endAfterAll(int code) {
    try {
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      System.err.println("Cancelled; the command did not end in time and is cut off");
      System.exit(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
