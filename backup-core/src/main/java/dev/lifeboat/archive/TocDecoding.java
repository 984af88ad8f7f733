package dev.lifeboat.archive;

import dev.lifeboat.postgres.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a TOC whose texts are bytes into one whose texts are in the encoding that it names. */
final class TocDecoding {
  private final TextEncoding encoding;
  private final Map<String, String> names = new HashMap<>();

  private TocDecoding(TextEncoding encoding) {
    this.encoding = encoding;
  }

  /**
   * Decodes all texts. What is decoded is let go at once, as there can be much of it.
   *
   * @param header with texts as ISO 8859-1, so that each character is a byte
   * @param entries with such texts; afterwards it holds the decoded ones
   */
  static Toc decode(ArchiveHeader header, List<TocEntry> entries) {
    TocDecoding decoding = new TocDecoding(new Toc(header, entries).encoding());
    entries.replaceAll(decoding::entry);
    return new Toc(decoding.header(header), entries);
  }

  private ArchiveHeader header(ArchiveHeader header) {
    return new ArchiveHeader(
        header.version(),
        header.compression(),
        header.createdAt(),
        text(header.database()),
        text(header.serverVersion()),
        text(header.dumpVersion()));
  }

  private TocEntry entry(TocEntry entry) {
    return new TocEntry(
        entry.dumpId(),
        entry.catalogId(),
        text(entry.tag()),
        name(entry.description()),
        entry.section(),
        text(entry.definition()),
        text(entry.dropStatement()),
        nullable(entry.copyStatement()),
        nullableName(entry.namespace()),
        nullableName(entry.tablespace()),
        nullableName(entry.tableAccessMethod()),
        entry.relkind(),
        name(entry.owner()),
        entry.dependencies(),
        entry.hasData());
  }

  private @Nullable String nullable(@Nullable String bytes) {
    return bytes == null ? null : text(bytes);
  }

  /** What many entries have is kept once. */
  private String name(String bytes) {
    return names.computeIfAbsent(bytes, this::text);
  }

  private @Nullable String nullableName(@Nullable String bytes) {
    return bytes == null ? null : name(bytes);
  }

  private String text(String bytes) {
    return encoding.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
