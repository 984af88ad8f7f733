package dev.lifeboat.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a session that waits for a server which will never answer, as the network between them has
 * gone dead without closing the connection.
 *
 * <p>Silence alone says nothing: an index may take hours to create. So once a session has waited as
 * long as the network timeout, the server is asked about it over another connection ({@link
 * Witness}). It counts as lost when the server has no such session any more, cannot be reached
 * twice in a row, or has been waiting for this end for five times as long, in which a large value
 * gets through a slow network. Where there is nobody to ask, as a pool has no connection to spare,
 * it counts as lost after sixty times as long.
 *
 * <p>The session's thread says when it waits; another one looks.
 */
final class NetworkWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);
  private static final long LONGEST_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int CHECKS = 4;
  private static final int FRUITLESS = 2;
  private static final int WAITED_FOR = 5;
  private static final int NOBODY_TO_ASK = 60;
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Runnable abort;
  private final DataSource dataSource;
  private final Duration timeout;
  private final Future<?> checks;

  /** Grows with each beginning and end of a wait; odd while one lasts. */
  private final AtomicLong beat = new AtomicLong();

  private long waits;
  private boolean waiting;
  private volatile @Nullable Backend backend;
  private volatile @Nullable String verdict;

  private long seen;
  private long since;
  private long askAfter;
  private int unreachable;
  private boolean asking;

  /**
   * Begins to watch.
   *
   * @param abort closes the connection that is watched, in whatever it waits
   * @param dataSource where the connection comes from
   */
  NetworkWatch(Runnable abort, DataSource dataSource) {
    this.abort = abort;
    this.dataSource = dataSource;
    this.timeout = NetworkTimeout.of(dataSource);
    long interval = Math.max(1, Math.min(timeout.toNanos() / CHECKS, LONGEST_INTERVAL_NANOS));
    this.checks =
        CLOCK.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.NANOSECONDS);
  }

  /**
   * Names the server's side of the session, which is asked for from now on. Without it, what the
   * session waits for takes the server a moment only, and silence is enough to give it up.
   *
   * @return what was asked for before
   */
  @Nullable Backend ask(@Nullable Backend known) {
    Backend before = backend;
    backend = known;
    return before;
  }

  /** Whether the session counts as lost. */
  boolean isLost() {
    return verdict != null;
  }

  /**
   * Notes whether the session waits for its server. For the session's thread.
   *
   * @return whether it did before, to be noted again afterwards
   */
  boolean setWaiting(boolean now) {
    boolean before = waiting;
    waiting = now;
    waits += 2;
    beat.setRelease(now ? waits + 1 : waits);
    return before;
  }

  /** What made a call fail, where that was this watch; what the driver threw is its cause. */
  SQLException explained(SQLException failure) {
    String reason = verdict;
    return reason == null ? failure : new SQLException(reason, "08006", failure);
  }

  @Override
  public void close() {
    checks.cancel(false);
  }

  private synchronized void check() {
    long now = System.nanoTime();
    long current = beat.getAcquire();
    if (current != seen || current % 2 == 0) {
      seen = current;
      since = now;
      askAfter = timeout.toNanos();
      unreachable = 0;
    } else if (now - since >= askAfter && !asking && verdict == null) {
      asking = true;
      inBackground(() -> judge(current));
    }
  }

  /** Asking and giving up take their time, which must not keep other watches waiting. */
  private void judge(long asked) {
    Backend known = backend;
    Witness.Answer answer =
        known == null ? Witness.Answer.LATE : Witness.ask(dataSource, known, timeout);
    if (isLost(asked, answer)) {
      LOG.warn("A connection is given up: {}", verdict);
      abort.run();
    }
  }

  private synchronized boolean isLost(long asked, Witness.Answer answer) {
    asking = false;
    if (beat.getAcquire() != asked) {
      return false; // something came meanwhile
    }
    Duration silent = Duration.ofNanos(System.nanoTime() - since);
    unreachable = answer == Witness.Answer.UNREACHABLE ? unreachable + 1 : 0;
    askAfter = silent.plus(timeout).toNanos();
    if (isLost(answer, silent)) {
      verdict =
          "nothing has come through the network for %s, and %s; check the network, or allow more by a longer network timeout"
              .formatted(Duration.ofMillis(silent.toMillis()), answer.words());
    }
    return verdict != null;
  }

  private boolean isLost(Witness.Answer answer, Duration silent) {
    return switch (answer) {
      case BUSY -> false;
      case GONE, LATE -> true;
      case UNREACHABLE -> unreachable >= FRUITLESS;
      case WAITING_FOR_US -> silent.compareTo(timeout.multipliedBy(WAITED_FOR)) >= 0;
      case UNKNOWN -> silent.compareTo(timeout.multipliedBy(NOBODY_TO_ASK)) >= 0;
    };
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "lifeboat-network-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Its thread ends when nothing is watched. */
  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "lifeboat-network-clock");
              thread.setDaemon(true);
              return thread;
            });
    clock.setKeepAliveTime(1, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }
}
