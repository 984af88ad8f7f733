package dev.lifeboat;

import dev.lifeboat.repository.Leftover;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.RetentionPlan;
import java.util.List;
import java.util.function.Supplier;

/** What would be removed, and why; nothing happens until {@link #apply()}. Thread-safe. */
public final class PrunePlan {
  private final RetentionPlan retention;
  private final List<Leftover> leftovers;
  private final Supplier<Pruned> action;

  PrunePlan(RetentionPlan retention, List<Leftover> leftovers, Supplier<Pruned> action) {
    this.retention = retention;
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
    for (Leftover leftover : leftovers) {
      text.append(
          "\nremove %s %s: left over from a backup that was not finished, %d objects"
              .formatted(leftover.source(), leftover.id(), leftover.objects()));
    }
    retention.warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
    return text.toString();
  }
}
