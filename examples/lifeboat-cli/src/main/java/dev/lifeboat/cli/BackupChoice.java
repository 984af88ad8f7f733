package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.repository.BackupId;
import picocli.CommandLine.Parameters;

/** Which backup. */
final class BackupChoice {
  private static final String LATEST = "latest";

  @Parameters(
      index = "0",
      paramLabel = "ID|latest",
      description = "A backup as list shows it, or the newest.")
  private String id;

  Backup in(Lifeboat lifeboat) {
    return id.equals(LATEST)
        ? lifeboat.latest()
        : lifeboat.show(UsageException.onRefusal(() -> BackupId.parse(id)));
  }
}
