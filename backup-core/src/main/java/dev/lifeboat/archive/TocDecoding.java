package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.PostgresCharset;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a TOC whose texts are bytes into one whose texts are in the encoding that it names. */
final class TocDecoding {
  private final Charset charset;
  private final Map<String, String> names = new HashMap<>();

  private TocDecoding(Charset charset) {
    this.charset = charset;
  }

  /**
   * Decodes all texts. What is decoded is let go at once, as there can be much of it.
   *
   * @param header with texts as ISO 8859-1, so that each character is a byte
   * @param entries with such texts; afterwards it holds the decoded ones
   */
  static Toc decode(ArchiveHeader header, List<TocEntry> entries) {
    TocDecoding decoding = new TocDecoding(charset(header, entries));
    entries.replaceAll(decoding::entry);
    return new Toc(decoding.header(header), entries);
  }

  private static Charset charset(ArchiveHeader header, List<TocEntry> entries) {
    return PostgresCharset.of(new Toc(header, entries).encoding());
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
    if (bytes.isEmpty()) {
      return bytes;
    }
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new DamagedException(
          "A text of the archive's table of contents is not in the encoding %s that it names; fetch the archive again"
              .formatted(charset.name()),
          e);
    }
  }
}
