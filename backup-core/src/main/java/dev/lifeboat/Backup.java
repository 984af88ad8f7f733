package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Totals;
import java.time.Instant;
import java.util.SortedMap;

/**
 * A backup that exists.
 *
 * @param manifest what is publicly known of it
 */
public record Backup(Manifest manifest) {
  /** Its name. */
  public BackupId id() {
    return manifest.id();
  }

  /** The name of the source it is of. */
  public String source() {
    return manifest.source();
  }

  /** When it began. */
  public Instant createdAt() {
    return manifest.createdAt();
  }

  /** What the host wanted to remember with it. */
  public SortedMap<String, String> labels() {
    return manifest.labels();
  }

  /** Whether it holds all of the source. */
  public Extent extent() {
    return manifest.extent();
  }

  /** What it holds, in numbers. */
  public Totals totals() {
    return manifest.totals();
  }
}
