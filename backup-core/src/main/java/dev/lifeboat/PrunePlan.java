package dev.lifeboat;

import dev.lifeboat.repository.Leftover;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.RetentionPlan;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What would be removed, and why; nothing happens until {@link #apply()}. Thread-safe. */
public final class PrunePlan {
  private final RetentionPlan retention;
  private final List<Manifest> superseded;
  private final List<Rejected> rejected;
  private final List<Leftover> leftovers;
  private final Supplier<Pruned> action;

  PrunePlan(
      RetentionPlan retention,
      List<Manifest> superseded,
      List<Rejected> rejected,
      List<Leftover> leftovers,
      Supplier<Pruned> action) {
    this.retention = retention;
    this.superseded = List.copyOf(superseded);
    this.rejected = List.copyOf(rejected);
    this.leftovers = List.copyOf(leftovers);
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
    return superseded.stream().map(Backup::new).toList();
  }

  /**
   * What lies where backups would, and is not believed. It stays as it is, counts for nothing, and
   * is to be looked into by a person.
   */
  public List<Rejected> rejected() {
    return rejected;
  }

  /** What broken-off backups have left behind, old enough to be swept. */
  public List<Leftover> leftovers() {
    return leftovers;
  }

  /**
   * Removes what is to go: each backup is unlisted first, then its data is removed, oldest backup
   * first; then left-overs are swept. When it fails half-way, what is listed is whole; planning and
   * applying again goes on from there.
   *
   * @return what is gone
   * @throws dev.lifeboat.error.LifeboatException if the storage fails
   */
  public Pruned apply() {
    return action.get();
  }

  /** One line for each backup, and the left-overs: what stays, what goes, and why. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(retention.words());
    for (Manifest old : superseded) {
      text.append(
          "\nremove %s %s: superseded when keys were exchanged".formatted(old.source(), old.id()));
    }
    for (Leftover leftover : leftovers) {
      text.append(
          "\nremove %s %s: left over from a backup that was not finished, %d objects"
              .formatted(leftover.source(), leftover.id(), leftover.objects()));
    }
    warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
    return text.toString();
  }

  /** What a person should look into, one sentence each. */
  public List<String> warnings() {
    return Stream.concat(retention.warnings().stream(), rejected.stream().map(one -> words(one)))
        .toList();
  }

  static String words(Rejected one) {
    return "Backup %s of %s is not believed, so it neither counts nor goes: %s"
        .formatted(one.id(), one.source(), one.words());
  }
}
