package dev.lifeboat.restore;

import dev.lifeboat.event.ProgressMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what workers restore. Thread-safe. */
final class Tally {
  private final long startedNanos = System.nanoTime();
  private final LongAdder entries = new LongAdder();
  private final LongAdder largeObjects = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Map<String, RestoredTable> tables = new ConcurrentSkipListMap<>();
  private volatile @Nullable ProgressMeter meter;

  /** Tells a meter of what is loaded from now on. */
  void meter(@Nullable ProgressMeter newMeter) {
    meter = newMeter;
  }

  void entry() {
    entries.increment();
  }

  void largeObject() {
    largeObjects.increment();
  }

  /** Adds what was just sent. */
  void sent(long moreBytes, long moreRows) {
    bytes.add(moreBytes);
    ProgressMeter told = meter;
    if (told != null) {
      told.add(moreBytes, moreRows);
    }
  }

  /** Adds rows that the server took. */
  void taken(String schema, String name, long rows) {
    tables.merge(
        schema + "\0" + name,
        new RestoredTable(schema, name, rows),
        (a, b) -> new RestoredTable(schema, name, a.rows() + b.rows()));
  }

  RestoreResult result() {
    return new RestoreResult(
        entries.sum(),
        List.copyOf(tables.values()),
        largeObjects.sum(),
        bytes.sum(),
        Duration.ofNanos(System.nanoTime() - startedNanos));
  }
}
