package dev.lifeboat.repository;

import java.time.Instant;

/**
 * What a backup that never came to its manifest, or that was unlisted, has left behind.
 *
 * @param source the source it is of
 * @param id the backup it was to be
 * @param objects how many objects
 * @param sizeBytes how many bytes they have
 * @param newestAt when the newest of them was stored, by the storage's clock
 */
public record Leftover(
    String source, BackupId id, long objects, long sizeBytes, Instant newestAt) {}
