package dev.lifeboat.postgres;

import dev.lifeboat.error.RetryableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens sessions within a time limit, whatever the pool and the driver are set to: both may wait
 * for ever, and a login waits for as long as another session locks a shared catalog.
 *
 * <p>The attempt has a thread of its own, as nothing ends it from outside; what it opens too late
 * is closed at once.
 */
final class Connecting {
  private final CompletableFuture<Session> opened = new CompletableFuture<>();
  private final Duration limit;
  private final Thread attempt;

  private Connecting(Duration limit, Supplier<Session> opening) {
    this.limit = limit;
    this.attempt = new Thread(() -> attempt(opening), "lifeboat-connect");
    attempt.setDaemon(true);
  }

  /**
   * Opens a session.
   *
   * @param limit how long it may take
   * @param opening opens it, in another thread
   * @throws RetryableException if it took longer, or the thread was interrupted while it waited; a
   *     thread that is interrupted already, as one that cleans up, still gets its session
   */
  static Session within(Duration limit, Supplier<Session> opening) {
    boolean interruptedBefore = Thread.interrupted();
    try {
      Connecting connecting = new Connecting(limit, opening);
      connecting.attempt.start();
      return connecting.await();
    } finally {
      if (interruptedBefore) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void attempt(Supplier<Session> opening) {
    try {
      Session session = opening.get();
      if (!opened.complete(session)) {
        session.close();
      }
    } catch (Throwable e) { // whatever it is, the other thread is to hear of it
      opened.completeExceptionally(e);
    }
  }

  private Session await() {
    try {
      return opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      return giveUp(
          new RetryableException(
              "Could not connect to the database within %s; check the network, whether the pool has a free connection, and whether another session locks a shared catalog"
                  .formatted(limit),
              e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(new RetryableException("Connecting to the database was interrupted", e));
    }
  }

  /** The session may have come at the last moment. */
  private Session giveUp(RetryableException failure) {
    if (opened.completeExceptionally(failure)) {
      attempt.interrupt();
      throw failure;
    }
    try {
      return opened.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof RuntimeException known) {
      return known;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("Connecting failed in an unexpected way", cause);
  }
}
