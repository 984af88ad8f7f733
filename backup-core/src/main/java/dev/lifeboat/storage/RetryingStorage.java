package dev.lifeboat.storage;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RetryableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Repeats what failed with {@link RetryableException} and may safely be repeated: opening a read,
 * finding and deleting. The pause doubles from one attempt to the next, up to a minute, and is
 * shortened by up to a half at random, so that many clients do not come back at once.
 *
 * <p>Uploads are not repeated, as their content is gone; nor are listings, which fail half-way
 * through a stream.
 */
public final class RetryingStorage extends ForwardingStorage {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final int attempts;
  private final Duration firstPause;
  private final Pause pause;

  RetryingStorage(Storage delegate, int attempts, Duration firstPause, Pause pause) {
    super(delegate);
    Given.value(firstPause, "the first pause of retries");
    if (attempts < 1 || firstPause.isNegative()) {
      throw new IllegalArgumentException(
          "Retries need at least 1 attempt and no negative pause: %d, %s"
              .formatted(attempts, firstPause));
    }
    this.attempts = attempts;
    this.firstPause = firstPause;
    this.pause = pause;
  }

  /**
   * A storage that tries again.
   *
   * @param storage the storage to use, closed with the result
   * @param attempts how often to try in all, at least 1
   * @param firstPause how long to wait before the second attempt
   * @return the same objects
   */
  public static RetryingStorage of(Storage storage, int attempts, Duration firstPause) {
    return new RetryingStorage(storage, attempts, firstPause, Thread::sleep);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    return retried(() -> super.read(key, offset, length));
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return retried(() -> super.find(key));
  }

  @Override
  public void delete(ObjectKey key) {
    retried(
        () -> {
          super.delete(key);
          return List.of();
        });
  }

  private <T> T retried(Supplier<T> action) {
    for (int attempt = 1; ; attempt++) {
      try {
        return action.get();
      } catch (RetryableException e) {
        if (attempt == attempts) {
          throw e;
        }
        waitBefore(attempt + 1, e);
      }
    }
  }

  private void waitBefore(int attempt, RetryableException failure) {
    try {
      pause.rest(jittered(pauseMillis(attempt)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private long pauseMillis(int attempt) {
    long doublings = Math.min(attempt - 2, 30);
    long longest = LONGEST_PAUSE.toMillis();
    return Math.min(longest, Math.min(longest, firstPause.toMillis()) << doublings);
  }

  private static long jittered(long millis) {
    return millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }

  /** How time is let pass. */
  @FunctionalInterface
  interface Pause {
    void rest(long millis) throws InterruptedException;
  }
}
