package dev.lifeboat;

import dev.lifeboat.repository.BackupId;

/**
 * An archive that was written out.
 *
 * @param id the backup it was made from
 * @param sizeBytes its size
 */
public record Exported(BackupId id, long sizeBytes) {}
