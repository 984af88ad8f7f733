package dev.lifeboat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the running command is interrupted, and the process waits until it has given up what it
 * began. Thread-safe.
 */
final class Cancellation {
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  /** Nobody will ask. */
  static Cancellation none() {
    return new Cancellation();
  }

  /** Interrupts a thread when the process is asked to end. */
  static Cancellation of(Thread worker) {
    Cancellation cancellation = new Cancellation();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> cancellation.cancel(worker), "lifeboat-cancel"));
    return cancellation;
  }

  /** Whether the user has asked to stop. */
  boolean isRequested() {
    return requested;
  }

  /** The command has ended; nothing is left to be cancelled. */
  void ended() {
    ended.countDown();
  }

  private void cancel(Thread worker) {
    if (ended.getCount() == 0) {
      return;
    }
    requested = true;
    worker.interrupt();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Cancelled; the command did not end in time and is cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
