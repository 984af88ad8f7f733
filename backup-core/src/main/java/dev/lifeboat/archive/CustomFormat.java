package dev.lifeboat.archive;

import static dev.lifeboat.archive.ArchivePrimitives.writeInt;
import static dev.lifeboat.archive.ArchivePrimitives.writeString;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Decompressor;
import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.postgres.TextEncoding;
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
  private static final int FORMAT_TAR = 3;
  private static final char PARTITIONED = 'p'; // pg_class.relkind

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

  /** The table of contents of the same content with another compression. */
  static Toc tocFor(Toc toc, Compression compression) {
    boolean latest = toc.entries().stream().anyMatch(CustomFormat::needsLatest);
    ArchiveHeader header = toc.header();
    return new Toc(
        new ArchiveHeader(
            latest ? ArchiveVersion.V1_16 : versionFor(compression),
            algorithm(compression),
            header.createdAt(),
            header.database(),
            header.serverVersion(),
            header.dumpVersion()),
        toc.entries());
  }

  /** Groups of large objects, and the access method of partitioned tables, have a version 1.16. */
  private static boolean needsLatest(TocEntry entry) {
    return entry.description().equals(LargeObjectGroup.DESCRIPTION)
        || (entry.relkind() == PARTITIONED
            && entry.tableAccessMethod() != null
            && !entry.tableAccessMethod().isEmpty());
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
    writeToc(out, toc, compression, FORMAT_CUSTOM, DataPlaces.OFFSETS);
  }

  /**
   * Writes the table of contents of a directory archive, which says of itself that it is one of a
   * tar archive, as those of {@code pg_dump} do.
   */
  static void writeDirectoryToc(OutputStream out, Toc toc, Compression compression)
      throws IOException {
    writeToc(out, toc, compression, FORMAT_TAR, DataPlaces.FILES);
  }

  private static void writeToc(
      OutputStream out, Toc toc, Compression compression, int format, DataPlaces places)
      throws IOException {
    writeHeader(out, toc.header(), toc.encoding(), compression, format);
    writeInt(out, toc.entries().size());
    TocEntryWriter writer = new TocEntryWriter(out, toc.header().version(), toc.encoding(), places);
    for (TocEntry entry : toc.entries()) {
      writer.write(entry);
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
    writeHeader(out, header, toc.encoding(), compression, FORMAT_CUSTOM);
    writeInt(out, toc.entries());
    toc.writeTo(out, late);
  }

  private static void writeHeader(
      OutputStream out,
      ArchiveHeader header,
      TextEncoding encoding,
      Compression compression,
      int format)
      throws IOException {
    out.write(MAGIC);
    out.write(header.version().major());
    out.write(header.version().minor());
    out.write(REVISION);
    out.write(ArchivePrimitives.INT_SIZE);
    out.write(ArchivePrimitives.OFFSET_SIZE);
    out.write(format);
    writeCompression(out, header.version(), compression);
    writeTime(out, header.createdAt());
    writeString(out, header.database(), encoding);
    writeString(out, header.serverVersion(), encoding);
    writeString(out, header.dumpVersion(), encoding);
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
}
