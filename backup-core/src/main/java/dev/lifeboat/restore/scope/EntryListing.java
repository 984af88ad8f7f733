package dev.lifeboat.restore.scope;

import dev.lifeboat.archive.ArchiveHeader;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the entries of an archive as {@code pg_restore --list} does, so that either reads the list
 * of the other ({@link EntryList}).
 */
public final class EntryListing {
  private EntryListing() {}

  /**
   * The lines of a list: comments that tell of the archive, then the entries that a scope chooses.
   */
  public static List<String> of(Toc toc, RestoreScope scope) {
    List<String> lines = new ArrayList<>(comments(toc));
    EntrySelection.of(toc, scope).entries().forEach(entry -> lines.add(line(entry)));
    return lines;
  }

  private static List<String> comments(Toc toc) {
    ArchiveHeader header = toc.header();
    return List.of(
        ";",
        "; Archive created at " + header.createdAt().toString().replace('T', ' '),
        ";     dbname: " + Sql.oneLine(header.database()),
        ";     TOC Entries: " + toc.entries().size(),
        ";     Compression: " + header.compression(),
        ";     Dump Version: " + header.version() + "-0",
        ";     Dumped from database version: " + Sql.oneLine(header.serverVersion()),
        ";     Dumped by pg_dump version: " + Sql.oneLine(header.dumpVersion()),
        ";",
        ";",
        "; Selected TOC Entries:",
        ";");
  }

  private static String line(TocEntry entry) {
    return "%d; %d %d %s %s %s %s"
        .formatted(
            entry.dumpId(),
            entry.catalogId().catalog(),
            entry.catalogId().oid(),
            entry.description(),
            orHyphen(entry.namespace()),
            Sql.oneLine(entry.tag()),
            Sql.oneLine(entry.owner()));
  }

  private static String orHyphen(@Nullable String schema) {
    return schema == null ? "-" : Sql.oneLine(schema);
  }
}
