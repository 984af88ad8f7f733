package dev.lifeboat.event;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts bytes and rows as workers handle them and tells the sum from the first second on;
 * thread-safe.
 */
public final class ProgressMeter implements AutoCloseable {
  private static final long PERIOD_MILLIS = 500;

  private final Events events;
  private final String step;
  private final long estimatedBytes;
  private final long startedNanos = System.nanoTime();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(ProgressMeter::daemon);

  ProgressMeter(Events events, String step, long estimatedBytes) {
    this.events = events;
    this.step = step;
    this.estimatedBytes = estimatedBytes;
    tell();
    ticker.scheduleAtFixedRate(this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Adds what a worker has handled.
   *
   * @param moreBytes bytes, uncompressed
   * @param moreRows rows
   */
  public void add(long moreBytes, long moreRows) {
    bytes.add(moreBytes);
    rows.add(moreRows);
  }

  /** Tells the final sum and stops telling. */
  @Override
  public void close() {
    ticker.shutdownNow();
    tell();
  }

  private void tell() {
    long done = bytes.sum();
    long nanos = Math.max(1, System.nanoTime() - startedNanos);
    long perSecond = (long) (done * 1e9 / nanos);
    events.tell(
        new Event.Progress(
            events.now(),
            events.subject(),
            step,
            done,
            estimatedBytes,
            rows.sum(),
            perSecond,
            remaining(done, perSecond)));
  }

  private Optional<Duration> remaining(long done, long perSecond) {
    if (perSecond == 0 || estimatedBytes < done) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds((estimatedBytes - done) / perSecond));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lifeboat-progress");
    thread.setDaemon(true);
    return thread;
  }
}
