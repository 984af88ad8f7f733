package dev.lifeboat.archive;

import static dev.lifeboat.archive.ArchivePrimitives.writeInt;
import static dev.lifeboat.archive.ArchivePrimitives.writeString;
import static dev.lifeboat.archive.ArchivePrimitives.writeUnknownOffset;

import dev.lifeboat.archive.ArchivePrimitives.OffsetState;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Decompressor;
import dev.lifeboat.codec.FileCompression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.function.Supplier;

/**
 * Writes PostgreSQL's custom archive format, which {@code pg_restore} reads; {@link CustomArchive}
 * reads it.
 *
 * <p>An archive is a header and the TOC, then data blocks in any order. Positions of blocks are not
 * recorded, so that the TOC can be written before the data; a reader finds a block by passing over
 * those before it.
 */
public final class CustomFormat {
  private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final int REVISION = 0;
  private static final int FORMAT_CUSTOM = 1;

  private CustomFormat() {}

  /** The oldest version of the format that holds data compressed so. */
  public static ArchiveVersion versionFor(Compression compression) {
    return compression instanceof Compression.Zstd ? ArchiveVersion.V1_15 : ArchiveVersion.V1_14;
  }

  /** The name PostgreSQL has for a compression. */
  public static String algorithm(Compression compression) {
    if (compression instanceof Compression.Gzip) {
      return "gzip";
    }
    return compression instanceof Compression.Zstd ? "zstd" : "none";
  }

  /** What decompresses the data blocks of an archive, whose header names the compression. */
  static Decompressor decompressor(ArchiveHeader header) {
    return switch (header.compression()) {
      case "gzip" -> Compression.parse("gzip");
      case "lz4" -> FileCompression.LZ4;
      case "zstd" -> FileCompression.ZSTD;
      default -> FileCompression.NONE;
    };
  }

  /**
   * Writes all that comes before the data.
   *
   * @param out where to; stays open
   * @param toc the table of contents
   * @param compression of the data blocks
   * @throws IOException if it cannot be written
   */
  public static void writePrologue(OutputStream out, Toc toc, Compression compression)
      throws IOException {
    writeHeader(out, toc.header(), compression);
    writeInt(out, toc.entries().size());
    for (TocEntry entry : toc.entries()) {
      writeEntry(out, entry, toc.header().version());
    }
  }

  /**
   * Writes all that comes before the data.
   *
   * @param out where to; stays open
   * @param header what the archive says of itself
   * @param toc the table of contents, complete
   * @param compression of the data blocks
   * @param late gives the definitions that the table of contents lacks, one after another
   * @throws IOException if it cannot be written
   */
  public static void writePrologue(
      OutputStream out,
      ArchiveHeader header,
      PackedToc toc,
      Compression compression,
      Supplier<String> late)
      throws IOException {
    writeHeader(out, header, compression);
    writeInt(out, toc.entries());
    toc.writeTo(out, late);
  }

  private static void writeHeader(OutputStream out, ArchiveHeader header, Compression compression)
      throws IOException {
    out.write(MAGIC);
    out.write(header.version().major());
    out.write(header.version().minor());
    out.write(REVISION);
    out.write(ArchivePrimitives.INT_SIZE);
    out.write(ArchivePrimitives.OFFSET_SIZE);
    out.write(FORMAT_CUSTOM);
    writeCompression(out, header.version(), compression);
    writeTime(out, header.createdAt());
    writeString(out, header.database());
    writeString(out, header.serverVersion());
    writeString(out, header.dumpVersion());
  }

  private static void writeCompression(
      OutputStream out, ArchiveVersion version, Compression compression) throws IOException {
    if (version.atLeast(ArchiveVersion.V1_15)) {
      out.write(algorithmCode(compression));
    } else {
      writeInt(out, compression instanceof Compression.Gzip gzip ? gzip.level() : 0);
    }
  }

  private static int algorithmCode(Compression compression) {
    if (compression instanceof Compression.Gzip) {
      return 1;
    }
    return compression instanceof Compression.Zstd ? 3 : 0;
  }

  /** The fields of C's {@code struct tm}. */
  private static void writeTime(OutputStream out, LocalDateTime time) throws IOException {
    writeInt(out, time.getSecond());
    writeInt(out, time.getMinute());
    writeInt(out, time.getHour());
    writeInt(out, time.getDayOfMonth());
    writeInt(out, time.getMonthValue() - 1);
    writeInt(out, time.getYear() - 1900);
    writeInt(out, 0);
  }

  static void writeEntry(OutputStream out, TocEntry entry, ArchiveVersion version)
      throws IOException {
    writeBeforeDefinition(out, entry);
    writeString(out, entry.definition());
    writeAfterDefinition(out, entry, version);
  }

  static void writeBeforeDefinition(OutputStream out, TocEntry entry) throws IOException {
    writeInt(out, entry.dumpId());
    writeInt(out, entry.hasData() ? 1 : 0);
    writeString(out, Long.toString(entry.catalogId().catalog()));
    writeString(out, Long.toString(entry.catalogId().oid()));
    writeString(out, entry.tag());
    writeString(out, entry.description());
    writeInt(out, entry.section().code());
  }

  static void writeAfterDefinition(OutputStream out, TocEntry entry, ArchiveVersion version)
      throws IOException {
    writeString(out, entry.dropStatement());
    writeString(out, entry.copyStatement());
    writeString(out, entry.namespace());
    writeString(out, entry.tablespace());
    writeString(out, entry.tableAccessMethod());
    if (version.atLeast(ArchiveVersion.V1_16)) {
      writeInt(out, entry.relkind());
    }
    writeString(out, entry.owner());
    writeString(out, "false"); // WITH OIDS, which PostgreSQL 12 dropped
    for (int dependency : entry.dependencies()) {
      writeString(out, Integer.toString(dependency));
    }
    writeString(out, null);
    writeUnknownOffset(out, entry.hasData() ? OffsetState.NOT_SET : OffsetState.NO_DATA);
  }
}
