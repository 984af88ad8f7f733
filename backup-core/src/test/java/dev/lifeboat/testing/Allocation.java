package dev.lifeboat.testing;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Counts what a piece of work allocates: a bound of what it can hold. */
public final class Allocation {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** How many bytes the calling thread allocates while it works. */
  public static long of(Callable<?> work) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.call();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
