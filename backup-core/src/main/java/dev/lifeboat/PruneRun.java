package dev.lifeboat;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Leftover;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Removed;
import dev.lifeboat.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Removes what a plan says, and remembers what is gone, whatever fails later. Thread-safe. */
final class PruneRun {
  private final Repository repository;
  private final List<Manifest> dropped;
  private final List<Leftover> leftovers;
  private final Instant sweepBefore;
  private final Set<BackupId> removed = new LinkedHashSet<>();
  private final Set<BackupId> unlisted = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private Removed swept = Removed.NOTHING;
  private long uploads;
  private long freedBytes;

  /**
   * A run to come.
   *
   * @param dropped what is removed, in this order
   * @param leftovers what is swept
   * @param sweepBefore uploads that began before this are swept
   */
  PruneRun(
      Repository repository,
      List<Manifest> dropped,
      List<Leftover> leftovers,
      Instant sweepBefore) {
    this.repository = repository;
    this.dropped = List.copyOf(dropped);
    this.leftovers = List.copyOf(leftovers);
    this.sweepBefore = sweepBefore;
  }

  /** Removes and sweeps, and tells what was done if that fails half-way. */
  synchronized Pruned run(Events events) {
    warnings.clear();
    boolean finished = false;
    try {
      dropped.forEach(this::remove);
      leftovers.forEach(this::sweep);
      sweepUploads(events);
      finished = true;
    } finally {
      if (!finished && !done().isNothing()) {
        events.warn("Before this prune failed, " + done().words());
      }
    }
    return done();
  }

  /** What is gone so far. */
  synchronized Pruned done() {
    return new Pruned(
        List.copyOf(removed),
        List.copyOf(unlisted),
        swept.objects() + uploads,
        freedBytes + swept.sizeBytes(),
        warnings);
  }

  private void remove(Manifest manifest) {
    if (removed.contains(manifest.id())) {
      return;
    }
    repository.unlist(manifest);
    unlisted.add(manifest.id());
    freedBytes += repository.removeData(manifest).sizeBytes();
    unlisted.remove(manifest.id());
    removed.add(manifest.id());
  }

  private void sweep(Leftover leftover) {
    swept = swept.plus(repository.sweep(leftover));
  }

  /** Stores and policies that know no listing of uploads are in use, and lack nothing else. */
  private void sweepUploads(Events events) {
    try {
      uploads += repository.sweepUploads(sweepBefore);
    } catch (RefusedException e) {
      String warning = "Unfinished uploads are not swept: " + e.getMessage();
      warnings.add(warning);
      events.warn(warning);
    }
  }
}
