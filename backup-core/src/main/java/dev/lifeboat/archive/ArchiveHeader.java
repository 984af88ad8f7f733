package dev.lifeboat.archive;

import java.time.LocalDateTime;

/**
 * What an archive says of itself.
 *
 * @param version of the archive format
 * @param compression of the data blocks, as PostgreSQL names it: {@code none}, {@code gzip}, {@code
 *     lz4} or {@code zstd}
 * @param createdAt when the dump began, in the dumping program's own time zone, which the format
 *     does not record; Lifeboat writes UTC
 * @param database the name of the source database
 * @param serverVersion of the source, as the server tells it
 * @param dumpVersion of the program that made the archive
 */
public record ArchiveHeader(
    ArchiveVersion version,
    String compression,
    LocalDateTime createdAt,
    String database,
    String serverVersion,
    String dumpVersion) {}
