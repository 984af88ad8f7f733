package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What pruning removed.
 *
 * @param removed the backups that are gone
 * @param unlisted backups that are listed no more and whose data could not be removed, wholly or in
 *     part: a later prune sweeps it
 * @param swept how many objects and uploads that broken-off backups had left behind are gone
 * @param freedBytes how many stored bytes are gone, abandoned uploads aside
 * @param warnings what could not be done besides, one sentence each
 */
public record Pruned(
    List<BackupId> removed,
    List<BackupId> unlisted,
    long swept,
    long freedBytes,
    List<String> warnings) {
  /** Copies what could change. */
  public Pruned {
    removed = List.copyOf(removed);
    unlisted = List.copyOf(unlisted);
    warnings = List.copyOf(warnings);
  }

  /** Whether nothing was removed. */
  public boolean isNothing() {
    return removed.isEmpty() && unlisted.isEmpty() && swept == 0;
  }

  /** The same in one sentence, without its end. */
  String words() {
    List<String> words = new ArrayList<>();
    words.add("these backups were removed: " + names(removed));
    if (!unlisted.isEmpty()) {
      words.add("these were unlisted, and their data is left to a later prune: " + names(unlisted));
    }
    if (swept > 0) {
      words.add("%d left-over objects were swept".formatted(swept));
    }
    return String.join("; ", words);
  }

  private static String names(List<BackupId> ids) {
    return ids.isEmpty()
        ? "none"
        : ids.stream().map(BackupId::toString).collect(Collectors.joining(", "));
  }
}
