package dev.lifeboat.cli;

import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told that time has passed. Thread-safe. */
final class DemoClock implements InstantSource {
  private final AtomicReference<Instant> now;

  DemoClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  void advance(Duration step) {
    now.updateAndGet(time -> time.plus(step));
  }

  /** A storage that goes by this clock too: one that goes by the present would be found wrong. */
  Storage on(Storage storage) {
    return new Timed(storage);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  private final class Timed extends ForwardingStorage {
    Timed(Storage storage) {
      super(storage);
    }

    @Override
    public Optional<Instant> now() {
      return Optional.of(instant());
    }
  }
}
