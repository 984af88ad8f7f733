package dev.lifeboat.s3;

import dev.lifeboat.error.RefusedException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The part buffers of all uploads of a storage: made when needed, kept for its life, never more
 * than a fixed count. Thread-safe.
 *
 * <p>An upload holds one buffer at most, and sends its parts with it without needing another. So a
 * holder always gets on by itself, and who waits is served in the end; unless a thread that holds
 * buffers waits for one more. That is ended by a limit on waiting while nobody gets on.
 */
final class PartBuffers {
  private final int count;
  private final int sizeBytes;
  private final Duration longestWait;
  private final Deque<byte[]> free = new ArrayDeque<>();
  private int made;
  private long lastProgressNanos = System.nanoTime();

  PartBuffers(int count, int sizeBytes, Duration longestWait) {
    this.count = count;
    this.sizeBytes = sizeBytes;
    this.longestWait = longestWait;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  synchronized int made() {
    return made;
  }

  synchronized byte[] take() throws InterruptedIOException {
    long startedNanos = System.nanoTime();
    while (free.isEmpty() && made == count) {
      await(startedNanos);
    }
    if (free.isEmpty()) {
      byte[] buffer = new byte[sizeBytes];
      made++;
      return buffer;
    }
    return free.pop();
  }

  synchronized void give(byte[] buffer) {
    free.push(buffer);
    progress();
  }

  /** To be called when a part is done: those who wait have reason to. */
  synchronized void progress() {
    lastProgressNanos = System.nanoTime();
    notifyAll();
  }

  private void await(long startedNanos) throws InterruptedIOException {
    long sinceNanos = lastProgressNanos - startedNanos > 0 ? lastProgressNanos : startedNanos;
    long leftNanos = sinceNanos + longestWait.toNanos() - System.nanoTime();
    if (leftNanos <= 0) {
      throw new RefusedException(
          ("All %d part buffers are held by uploads that have not moved for %s; finish uploads"
                  + " before starting more, or set partBuffers to the number of uploads at a time")
              .formatted(count, longestWait));
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for a part buffer");
    }
  }
}
