package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.PostgresCharset;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a TOC whose texts are bytes into one whose texts are in the encoding that it names. */
final class TocDecoding {
  private final Charset charset;

  private TocDecoding(Charset charset) {
    this.charset = charset;
  }

  /**
   * Decodes all texts.
   *
   * @param toc with texts as ISO 8859-1, so that each character is a byte
   */
  static Toc decode(Toc toc) {
    return new TocDecoding(PostgresCharset.of(toc.encoding())).all(toc);
  }

  private Toc all(Toc toc) {
    ArchiveHeader header = toc.header();
    return new Toc(
        new ArchiveHeader(
            header.version(),
            header.compression(),
            header.createdAt(),
            text(header.database()),
            text(header.serverVersion()),
            text(header.dumpVersion())),
        toc.entries().stream().map(this::entry).toList());
  }

  private TocEntry entry(TocEntry entry) {
    return new TocEntry(
        entry.dumpId(),
        entry.catalogId(),
        text(entry.tag()),
        text(entry.description()),
        entry.section(),
        text(entry.definition()),
        text(entry.dropStatement()),
        nullable(entry.copyStatement()),
        nullable(entry.namespace()),
        nullable(entry.tablespace()),
        nullable(entry.tableAccessMethod()),
        entry.relkind(),
        text(entry.owner()),
        entry.dependencies(),
        entry.hasData());
  }

  private @Nullable String nullable(@Nullable String bytes) {
    return bytes == null ? null : text(bytes);
  }

  private String text(String bytes) {
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
