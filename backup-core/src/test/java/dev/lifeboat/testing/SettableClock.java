package dev.lifeboat.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told the time. Thread-safe. */
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private SettableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /** A clock that shows {@code now}. */
  public static SettableClock at(Instant now) {
    return new SettableClock(now);
  }

  /** A clock that shows an ISO-8601 instant such as {@code 2026-11-22T06:00:00Z}. */
  public static SettableClock at(String now) {
    return at(Instant.parse(now));
  }

  /** Sets the time, to earlier as well: real clocks jump. */
  public void set(Instant time) {
    now.set(time);
  }

  /** Moves the time by {@code step}, which may be negative, and returns the new time. */
  public Instant advance(Duration step) {
    return now.updateAndGet(time -> time.plus(step));
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
