package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.restore.RestoreResult;

/**
 * A backup that was restored: all of it is in the target, with as many rows as were dumped.
 *
 * @param id the backup
 * @param result what was restored
 */
public record Restored(BackupId id, RestoreResult result) {}
