package dev.lifeboat.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread, process or server does, in bounded time. */
public final class Polling {
  private static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

  private Polling() {}

  /** Waits until a condition holds; fails after a minute. */
  public static void until(String condition, Callable<Boolean> holds) {
    long start = System.nanoTime();
    while (!check(holds)) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new AssertionError("a minute was not enough until " + condition);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static boolean check(Callable<Boolean> holds) {
    try {
      return holds.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
