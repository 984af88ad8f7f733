package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Sql;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The entries that the server refused, where a restore goes on after that. Thread-safe. */
final class Failures {
  private static final int NAMED = 20;

  private final Events events;
  private final Map<Integer, TocEntry> entries = new LinkedHashMap<>();
  private RefusedException first = new RefusedException("Nothing failed");

  Failures(Events events) {
    this.events = events;
  }

  /** Notes one, and tells it, the first time. */
  synchronized void add(TocEntry entry, RefusedException failure) {
    if (entries.isEmpty()) {
      first = failure;
    }
    if (entries.putIfAbsent(entry.dumpId(), entry) == null) {
      events.warn(failure.getMessage());
    }
  }

  synchronized boolean has(int dumpId) {
    return entries.containsKey(dumpId);
  }

  synchronized boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Fails a restore that is not whole. */
  synchronized void throwIfAny() {
    if (entries.isEmpty()) {
      return;
    }
    String named =
        entries.values().stream()
            .limit(NAMED)
            .map(entry -> Sql.oneLine(entry.title()))
            .collect(Collectors.joining(", "));
    throw new NotAllRestoredException(
        "%d entries were not restored: %s%s; the warnings tell why, everything else is in the target"
            .formatted(entries.size(), named, entries.size() > NAMED ? " and more" : ""),
        first);
  }
}
