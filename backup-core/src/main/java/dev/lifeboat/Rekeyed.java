package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import java.util.List;

/**
 * What exchanging keys has done.
 *
 * @param backups what took whose place
 */
public record Rekeyed(List<Exchange> backups) {
  /** Copies what could change. */
  public Rekeyed {
    backups = List.copyOf(backups);
  }

  /**
   * One backup in the place of another.
   *
   * @param before the backup that is gone
   * @param after the backup that holds the same data for others
   * @param recipients who can decrypt it
   */
  public record Exchange(BackupId before, BackupId after, List<String> recipients) {
    /** Copies what could change. */
    public Exchange {
      recipients = List.copyOf(recipients);
    }
  }
}
