package dev.lifeboat.repository;

/**
 * Where a backup comes from whose keys were exchanged: it holds the data of another, encrypted for
 * others.
 *
 * @param replaces the backup that it took the place of, which counts no longer from the moment that
 *     this one is listed
 * @param origin the backup that was dumped, which the contents name
 */
public record Succession(BackupId replaces, BackupId origin) {}
