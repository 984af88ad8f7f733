package dev.lifeboat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.testkit.StorageContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryingStorageTest extends StorageContract {
  private static final ObjectKey KEY = new ObjectKey("a/b");

  private final FaultyStorage faulty = new FaultyStorage(new MemoryStorage());
  private final List<Long> pauses = new ArrayList<>();

  @Override
  protected Storage open() {
    return new RetryingStorage(faulty, 4, Duration.ofSeconds(8), pauses::add);
  }

  @Test
  void aFailureThatPassesIsNotSeen() throws Exception {
    put(KEY, bytes(3));

    faulty.failRequest(1, () -> new RetryableException("injected"));
    assertThat(read(KEY)).hasSize(3);
    faulty.failRequest(1, () -> new RetryableException("injected"));
    assertThat(storage.find(KEY)).isPresent();
    faulty.failRequest(1, () -> new RetryableException("injected"));
    storage.delete(KEY);

    assertThat(storage.find(KEY)).isEmpty();
    assertThat(pauses).hasSize(3).allMatch(millis -> millis >= 4_000 && millis <= 8_000);
  }

  @Test
  void pausesDoubleUpToAMinuteAndEnd() {
    Storage broken = new Broken(() -> new RetryableException("still broken"));
    Storage retrying = new RetryingStorage(broken, 7, Duration.ofSeconds(8), pauses::add);

    assertThatThrownBy(() -> retrying.find(KEY)).hasMessage("still broken");

    assertThat(pauses).hasSize(6);
    for (int i = 0; i < pauses.size(); i++) {
      long longest = Math.min(60_000, 8_000L << i);
      assertThat(pauses.get(i)).isBetween(longest / 2, longest);
    }
  }

  @Test
  void whatWillNotPassIsNotRepeated() {
    Storage broken = new Broken(() -> new RefusedException("no"));
    Storage retrying = new RetryingStorage(broken, 7, Duration.ofSeconds(8), pauses::add);

    assertThatThrownBy(() -> retrying.find(KEY)).isInstanceOf(RefusedException.class);

    assertThat(pauses).isEmpty();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    Storage broken = new Broken(() -> new RetryableException("still broken"));
    Storage retrying =
        new RetryingStorage(
            broken,
            3,
            Duration.ZERO,
            millis -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> retrying.find(KEY)).isInstanceOf(RetryableException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static final class Broken extends ForwardingStorage {
    private final java.util.function.Supplier<RuntimeException> failure;

    Broken(java.util.function.Supplier<RuntimeException> failure) {
      super(new MemoryStorage());
      this.failure = failure;
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
      throw failure.get();
    }
  }
}
