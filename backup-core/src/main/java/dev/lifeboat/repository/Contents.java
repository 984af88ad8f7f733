package dev.lifeboat.repository;

import dev.lifeboat.dump.DumpSummary;

/**
 * The private index of a backup: every table with rows, bytes and digest, and where its slices lie.
 * It is compressed and encrypted like the volumes.
 *
 * @param id the backup it belongs to
 * @param dump what was dumped, and where it lies
 */
public record Contents(BackupId id, DumpSummary dump) {}
