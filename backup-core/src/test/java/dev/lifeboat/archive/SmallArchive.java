package dev.lifeboat.archive;

import dev.lifeboat.codec.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A custom archive of two tables and a large object, small enough to try every byte of it. Its
 * names tell no schema, as in archives before version 1.13.
 */
public final class SmallArchive {
  public static final String FIRST_ROWS = "1\tone\n2\ttwo\n";
  static final String SECOND_ROWS = "";
  public static final long LARGE_OBJECT = 4_000_000_000L;
  public static final byte[] CONTENT = {0, 1, 2, -1};

  private static final String CREATION = "SELECT pg_catalog.lo_create('4000000000');\n";

  private SmallArchive() {}

  static byte[] write(Compression compression) throws IOException {
    return write(compression, 1);
  }

  /** Writes the rows of the first table several times, each as a compressed run of its own. */
  static byte[] write(Compression compression, int runs) throws IOException {
    return write(CustomFormat.versionFor(compression), compression, runs);
  }

  /** Writes an archive of any version that holds data compressed so. */
  public static byte[] write(ArchiveVersion version, Compression compression, int runs)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CustomFormat.writePrologue(out, toc(version, compression), compression);
    DataBlockWriter blocks = new DataBlockWriter(out, compression);
    blocks.beginTable(3);
    for (int i = 0; i < runs; i++) {
      content(blocks, FIRST_ROWS.getBytes(StandardCharsets.UTF_8));
    }
    blocks.end();
    blocks.beginTable(4);
    content(blocks, SECOND_ROWS.getBytes(StandardCharsets.UTF_8));
    blocks.end();
    blocks.beginLargeObjects(5);
    blocks.beginLargeObject(LARGE_OBJECT);
    content(blocks, CONTENT);
    blocks.endLargeObject();
    blocks.end();
    return out.toByteArray();
  }

  static Toc toc(Compression compression) {
    return toc(CustomFormat.versionFor(compression), compression);
  }

  private static Toc toc(ArchiveVersion version, Compression compression) {
    ArchiveHeader header =
        new ArchiveHeader(
            version,
            CustomFormat.algorithm(compression),
            LocalDateTime.of(2026, 11, 22, 6, 0),
            "small",
            "17.1",
            "Lifeboat");
    return new Toc(
        header,
        List.of(
            entry(1, "first", "TABLE", Section.PRE_DATA, "CREATE TABLE first (n int, t text);\n"),
            entry(2, "second", "TABLE", Section.PRE_DATA, "CREATE TABLE second (n int);\n"),
            entry(6, "4000000000", "BLOB", Section.PRE_DATA, CREATION),
            data(3, "first", TocEntry.TABLE_DATA, "COPY first (n, t) FROM stdin;\n", 1),
            data(4, "second", TocEntry.TABLE_DATA, "COPY second (n) FROM stdin;\n", 2),
            data(5, "BLOBS", TocEntry.LARGE_OBJECTS, null)));
  }

  static TocEntry entry(int id, String tag, String kind, Section section, String sql) {
    return new TocEntry(
        id,
        CatalogId.NONE,
        tag,
        kind,
        section,
        sql,
        "DROP " + kind + " " + tag + ";\n",
        null,
        "public",
        null,
        null,
        (char) 0,
        "",
        List.of(),
        false);
  }

  private static TocEntry data(
      int id, String tag, String kind, String copy, Integer... dependencies) {
    return new TocEntry(
        id,
        CatalogId.NONE,
        tag,
        kind,
        Section.DATA,
        "",
        "",
        copy,
        "public",
        null,
        null,
        (char) 0,
        "",
        List.of(dependencies),
        true);
  }

  private static void content(DataBlockWriter blocks, byte[] bytes) throws IOException {
    try (OutputStream content = blocks.content()) {
      content.write(bytes);
    }
  }
}
