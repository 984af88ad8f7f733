package dev.lifeboat;

import dev.lifeboat.repository.Leftover;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.Overdue;
import dev.lifeboat.retention.RetentionPlan;
import dev.lifeboat.storage.UnfinishedUpload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What would be removed, and why; nothing happens until {@link #apply()}. Thread-safe. */
public final class PrunePlan {
  private final RetentionPlan retention;
  private final Inventory inventory;
  private final List<Overdue> overdue;
  private final List<Leftover> leftovers;
  private final Duration grace;
  private final PruneRun run;
  private final Function<PrunePlan, Pruned> action;

  PrunePlan(
      RetentionPlan retention,
      Inventory inventory,
      List<Overdue> overdue,
      List<Leftover> leftovers,
      Duration grace,
      PruneRun run,
      Function<PrunePlan, Pruned> action) {
    this.retention = retention;
    this.inventory = inventory;
    this.overdue = List.copyOf(overdue);
    this.leftovers = List.copyOf(leftovers);
    this.grace = grace;
    this.run = run;
    this.action = action;
  }

  /** What the policy says, with its warnings. */
  public RetentionPlan retention() {
    return retention;
  }

  /** The backups that stay, by source, newest first. */
  public List<Decision> kept() {
    return retention.kept();
  }

  /** The backups that go, by source, newest first. */
  public List<Decision> dropped() {
    return retention.dropped();
  }

  /** The backups that go because others took their place when keys were exchanged. */
  public List<Backup> superseded() {
    return inventory.superseded().stream().map(Backup::new).toList();
  }

  /**
   * What lies where backups would, and is not believed. It stays as it is, counts for nothing, and
   * is to be looked into by a person.
   */
  public List<Rejected> rejected() {
    return inventory.rejected();
  }

  /** The sources whose backups have stopped, where the request allowed that. */
  public List<Overdue> overdue() {
    return overdue;
  }

  /** What broken-off backups have left behind, old enough to be swept. */
  public List<Leftover> leftovers() {
    return leftovers;
  }

  /**
   * What broken-off backups have left behind that is too young to be swept, as a backup may still
   * be writing it. {@link #sweptFrom} says from when on a prune sweeps it.
   */
  public List<Leftover> waiting() {
    return inventory.leftovers().stream().filter(left -> !leftovers.contains(left)).toList();
  }

  /** From when on a prune like this one sweeps a left-over. */
  public Instant sweptFrom(Leftover leftover) {
    return leftover.newestAt().plus(grace);
  }

  /**
   * Uploads that are unfinished, or under way, and too young to be swept, whatever the source.
   * {@link #sweptFrom(UnfinishedUpload)} says from when on a prune sweeps them. Where the store
   * does not allow to list them there are none, and {@linkplain #warnings a warning}.
   */
  public List<UnfinishedUpload> waitingUploads() {
    return inventory.waitingUploads();
  }

  /** From when on a prune like this one sweeps an upload, unless it goes on. */
  public Instant sweptFrom(UnfinishedUpload upload) {
    return upload.since().plus(grace);
  }

  /**
   * Removes what is to go: each backup is unlisted first, then its data is removed, oldest backup
   * first; then left-overs are swept. When it fails half-way, what is listed is whole; planning and
   * applying again goes on from there. That unfinished uploads may not be swept is a warning.
   *
   * @return what is gone
   * @throws dev.lifeboat.error.LifeboatException if the storage fails; {@link #done} tells what is
   *     gone by then
   */
  public Pruned apply() {
    return action.apply(this);
  }

  /** What this plan has removed so far, whether or not applying it came to its end. */
  public Pruned done() {
    return run.done();
  }

  /** One line for each backup, and the left-overs: what stays, what goes, and why. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(retention.words());
    for (Manifest old : inventory.superseded()) {
      text.append(
          "\nremove %s %s: superseded when keys were exchanged".formatted(old.source(), old.id()));
    }
    for (Leftover leftover : leftovers) {
      text.append(
          "\nremove %s %s: left over from a backup that was not finished, %d objects"
              .formatted(leftover.source(), leftover.id(), leftover.objects()));
    }
    for (Leftover leftover : waiting()) {
      text.append(
          "\nleave  %s %s: left over, %d objects, %d bytes; swept from %s on"
              .formatted(
                  leftover.source(),
                  leftover.id(),
                  leftover.objects(),
                  leftover.sizeBytes(),
                  sweptFrom(leftover)));
    }
    for (UnfinishedUpload upload : waitingUploads()) {
      text.append(
          "\nleave  unfinished upload%s%s; swept from %s on"
              .formatted(
                  upload.key().map(key -> " of " + key).orElse(""),
                  upload.sizeBytes().isPresent()
                      ? ", %d bytes".formatted(upload.sizeBytes().getAsLong())
                      : "",
                  sweptFrom(upload)));
    }
    warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
    return text.toString();
  }

  /** What a person should look into, one sentence each. */
  public List<String> warnings() {
    return Stream.of(
            retention.warnings().stream(),
            inventory.warnings().stream(),
            overdue.stream().map(Overdue::words),
            inventory.rejected().stream().map(PrunePlan::words))
        .flatMap(words -> words)
        .toList();
  }

  private static String words(Rejected one) {
    return "Backup %s of %s is not believed, so it neither counts nor goes: %s"
        .formatted(one.id(), one.source(), one.words());
  }
}
