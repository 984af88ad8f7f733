package dev.lifeboat.error;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does what must be done also for a thread that is interrupted: cleaning up after a cancelled run,
 * finding out what became of a commit, recording what was found.
 *
 * <p>Interrupts are how a run is cancelled, and they end files, clients and connection pools in the
 * middle of what they do, also of what removes the traces of the run. So the task has a thread of
 * its own, which nobody interrupts; the calling thread waits for it however often it is
 * interrupted, and is interrupted afterwards if it was before or meanwhile. Implementations of the
 * SPIs can use it as well.
 *
 * <p>Not for what may take as long as the work itself: it cannot be cancelled.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Does a task.
   *
   * @throws E what the task throws
   */
  public static <E extends Exception> void run(Task<E> task) throws E {
    Uninterrupted.<@Nullable Void, E>call(
        () -> {
          task.run();
          return null;
        });
  }

  /**
   * Does a task that has a result.
   *
   * @return what the task returns
   * @throws E what the task throws
   */
  public static <T extends @Nullable Object, E extends Exception> T call(Supply<T, E> task)
      throws E {
    Result<T> result = new Result<>();
    Thread thread = new Thread(() -> result.of(task), "lifeboat-uninterrupted");
    thread.setDaemon(true);
    thread.start();
    if (await(thread)) {
      Thread.currentThread().interrupt();
    }
    return result.<E>get();
  }

  /** Waits for a thread to end. Returns whether the waiting one was interrupted. */
  private static boolean await(Thread thread) {
    boolean interrupted = Thread.interrupted();
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Something to do. */
  @FunctionalInterface
  public interface Task<E extends Exception> {
    /** Does it. */
    void run() throws E;
  }

  /** Something to do that has a result. */
  @FunctionalInterface
  public interface Supply<T extends @Nullable Object, E extends Exception> {
    /** Does it. */
    T call() throws E;
  }

  /** What comes out of the other thread. */
  private static final class Result<T extends @Nullable Object> {
    private final AtomicReference<T> value = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    void of(Supply<T, ?> task) {
      try {
        value.set(task.call());
      } catch (Throwable e) { // whatever it is, the other thread throws it
        failure.set(e);
      }
    }

    /** The task declares no checked exception but {@code E}. */
    @SuppressWarnings("unchecked")
    <E extends Exception> T get() throws E {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (E) thrown;
      }
      return value.get();
    }
  }
}
