package dev.lifeboat.restore;

import dev.lifeboat.error.RetryableException;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers that do all work of a queue, once. */
final class CrewRun {
  private static final Logger LOG = LoggerFactory.getLogger(CrewRun.class);
  private static final long CANCEL_MILLIS = 100;

  private final List<Session> sessions;
  private final WorkQueue queue;
  private final Halt halt = new Halt();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch left;

  CrewRun(List<Session> sessions, WorkQueue queue) {
    this.sessions = sessions;
    this.queue = queue;
    this.left = new CountDownLatch(sessions.size());
  }

  void run() {
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      Thread worker = new Thread(() -> work(session), "lifeboat-restore-" + (i + 1));
      worker.setDaemon(true);
      worker.start();
    }
    boolean interrupted = await();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure.get());
  }

  private void work(Session session) {
    try {
      for (Work next = queue.take(halt); next != null; next = queue.take(halt)) {
        next.run(session, halt);
      }
    } catch (Throwable e) { // whatever it is, the others must not wait for ever
      if (e instanceof Error) {
        session.abort();
      }
      fail(e);
    } finally {
      leave(session);
    }
  }

  /** Whatever rolling back throws, nobody waits for this worker any more. */
  private void leave(Session session) {
    try {
      rollBack(session);
    } finally {
      left.countDown();
    }
  }

  private void fail(Throwable e) {
    if (!halt.isCalled()) {
      failure.compareAndSet(null, e);
    }
    halt.call();
    queue.wake();
  }

  /** Waits for all workers; once one failed, cancels what the others have running. */
  private boolean await() {
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        done = left.await(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
        fail(new RetryableException("The restore was interrupted; start it again", e));
      }
      if (!done && halt.isCalled()) {
        sessions.forEach(CrewRun::cancel);
      }
    }
    return interrupted;
  }

  private static void cancel(Session session) {
    if (session.isAborted()) {
      return;
    }
    try {
      session.driver().cancelQuery();
    } catch (SQLException e) {
      LOG.debug("A worker's statement could not be cancelled", e);
    }
  }

  private static void rollBack(Session session) {
    try {
      if (!session.connection().isClosed() && !session.connection().getAutoCommit()) {
        session.rollback();
      }
    } catch (SQLException e) {
      LOG.debug("A worker's transaction could not be rolled back", e);
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
