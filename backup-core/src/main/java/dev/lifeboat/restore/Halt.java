package dev.lifeboat.restore;

import java.util.concurrent.CancellationException;

/** Tells workers that another one failed. Thread-safe. */
final class Halt {
  private volatile boolean called;

  void call() {
    called = true;
  }

  boolean isCalled() {
    return called;
  }

  /** Ends the work of a worker that has none to go on with. */
  void check() {
    if (called) {
      throw new CancellationException();
    }
  }
}
