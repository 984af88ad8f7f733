package dev.lifeboat.restore;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Hands out work to workers. Thread-safe. */
interface WorkQueue {
  /**
   * Takes the next work, waiting for one that may begin.
   *
   * @param halt ends the waiting
   * @return the work, or null when all was taken
   */
  @Nullable Work take(Halt halt);

  /** Wakes up whoever waits, after a halt was called. */
  default void wake() {}

  /** Work that may be done in any order, taken in the given one. */
  static WorkQueue of(Collection<? extends Work> works) {
    Deque<Work> left = new ArrayDeque<>(works);
    return halt -> {
      synchronized (left) {
        return left.poll();
      }
    };
  }
}
