package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import java.util.List;

/**
 * What pruning removed.
 *
 * @param removed the backups that are gone
 * @param swept how many objects and uploads that broken-off backups had left behind are gone
 * @param freedBytes how many stored bytes are gone, abandoned uploads aside
 */
public record Pruned(List<BackupId> removed, long swept, long freedBytes) {
  /** Copies what could change. */
  public Pruned {
    removed = List.copyOf(removed);
  }
}
