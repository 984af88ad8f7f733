package dev.lifeboat.repository;

import dev.lifeboat.archive.ArchiveHeader;
import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.CustomFormat;
import dev.lifeboat.archive.DataBlockWriter;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.RowDigest;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedLargeObjects;
import dev.lifeboat.dump.DumpedSequence;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.dump.Slice;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.dump.VolumeSink;
import dev.lifeboat.postgres.ServerVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A small archive made by hand, for tests below the dumper: two whole tables in volume 0, a large
 * one cut into slices in volumes 1 and 2, large objects behind it, a sequence.
 */
public final class HandMadeDump {
  /** The volumes it has. */
  public static final int VOLUMES = 3;

  private static final Instant SNAPSHOT = Instant.parse("2026-11-22T05:59:58Z");
  private static final int PERSON = 20;
  private static final int PET = 21;
  private static final int BIG = 22;
  private static final int BLOBS = 23;

  private final String salt;
  private final Compression compression;

  /**
   * An archive.
   *
   * @param salt goes into the rows, so that archives of the same size differ
   */
  public HandMadeDump(String salt) {
    this(salt, Compression.DEFAULT);
  }

  /**
   * An archive.
   *
   * @param salt goes into the rows, so that archives of the same size differ
   * @param compression of the data, one that can be cut
   */
  public HandMadeDump(String salt, Compression compression) {
    this.salt = salt;
    this.compression = compression;
  }

  /** Writes it, volume by volume, as the dumper would. */
  public DumpSummary writeTo(VolumeSink sink) throws IOException {
    List<DumpedTable> tables = new ArrayList<>();
    try (Counted volume = new Counted(sink.open(0))) {
      CustomFormat.writePrologue(volume, toc(), compression);
      tables.add(writeWhole(volume, PERSON, "person", rows("person", 0, 3)));
      tables.add(writeWhole(volume, PET, "pet", List.of()));
      volume.commit();
    }
    RowDigest digest = new RowDigest();
    List<Slice> slices = new ArrayList<>();
    try (Counted volume = new Counted(sink.open(1))) {
      new DataBlockWriter(volume, compression).beginTable(BIG);
      slices.add(writeSlice(volume, 1, rows("big", 0, 4_000), digest));
      volume.commit();
    }
    try (Counted volume = new Counted(sink.open(2))) {
      slices.add(writeSlice(volume, 2, rows("big", 4_000, 3_000), digest));
      new DataBlockWriter(volume, compression).end();
      tables.add(table(BIG, "big", digest, slices));
      DumpedLargeObjects objects = writeLargeObjects(volume);
      volume.commit();
      return summary(tables, objects);
    }
  }

  private DumpSummary summary(List<DumpedTable> tables, DumpedLargeObjects objects) {
    return new DumpSummary(
        "school",
        new ServerVersion(170_011, "17.11"),
        SNAPSHOT,
        toc().entries().size(),
        VOLUMES,
        Optional.empty(),
        List.of("plpgsql"),
        tables,
        Optional.of(objects),
        List.of(new DumpedSequence("public", "counter", 42, true)),
        List.of("a warning"),
        List.of());
  }

  private DumpedTable writeWhole(Counted volume, int dumpId, String name, List<String> rows)
      throws IOException {
    RowDigest digest = new RowDigest();
    new DataBlockWriter(volume, compression).beginTable(dumpId);
    Slice slice = writeSlice(volume, 0, rows, digest);
    new DataBlockWriter(volume, compression).end();
    return table(dumpId, name, digest, List.of(slice));
  }

  private static DumpedTable table(int dumpId, String name, RowDigest digest, List<Slice> slices) {
    return new DumpedTable(
        dumpId,
        "public",
        name,
        List.of("id", "name"),
        digest.rows(),
        digest.sizeBytes(),
        digest.hex(),
        slices);
  }

  private Slice writeSlice(Counted volume, int number, List<String> rows, RowDigest digest)
      throws IOException {
    long begin = volume.position;
    try (OutputStream content = new DataBlockWriter(volume, compression).content()) {
      for (String row : rows) {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        content.write(bytes);
        digest.add(bytes);
      }
    }
    return new Slice(number, begin, volume.position - begin, rows.size(), "");
  }

  private DumpedLargeObjects writeLargeObjects(Counted volume) throws IOException {
    DataBlockWriter writer = new DataBlockWriter(volume, compression);
    writer.beginLargeObjects(BLOBS);
    long begin = volume.position;
    RowDigest digest = new RowDigest();
    long sizeBytes = 0;
    for (long oid : List.of(70_001L, 70_002L)) {
      byte[] bytes =
          (salt + " " + oid).repeat((int) (oid - 70_000) * 1_000).getBytes(StandardCharsets.UTF_8);
      writer.beginLargeObject(oid);
      try (OutputStream content = writer.content()) {
        content.write(bytes);
      }
      writer.endLargeObject();
      digest.add((oid + "\t" + sha256(bytes)).getBytes(StandardCharsets.UTF_8));
      sizeBytes += bytes.length;
    }
    Slice slice = new Slice(2, begin, volume.position - begin, 2, "");
    writer.end();
    return new DumpedLargeObjects(BLOBS, 2, sizeBytes, digest.hex(), List.of(slice));
  }

  private List<String> rows(String table, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> i + "\t" + table + " " + salt + " " + i * 7919 + "\n")
        .toList();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Toc toc() {
    List<TocEntry> entries = new ArrayList<>();
    entries.add(plain(1, "ENCODING", "ENCODING", "SET client_encoding = 'UTF8';\n"));
    entries.add(plain(2, "STDSTRINGS", "STDSTRINGS", "SET standard_conforming_strings = 'on';\n"));
    entries.add(
        plain(
            3,
            "SEARCHPATH",
            "SEARCHPATH",
            "SELECT pg_catalog.set_config('search_path', '', false);\n"));
    int id = 4;
    for (String table : List.of("person", "pet", "big")) {
      entries.add(
          made(id++, table, "TABLE", "CREATE TABLE public.%s (id integer, name text);\n", 'r'));
    }
    entries.add(made(id++, "counter", "SEQUENCE", "CREATE SEQUENCE public.%s;\n", 'S'));
    for (String oid : List.of("70001", "70002")) {
      entries.add(
          entry(
              id++,
              oid,
              "BLOB",
              Section.PRE_DATA,
              "SELECT pg_catalog.lo_create('" + oid + "');\n",
              null,
              null,
              '\0',
              List.of(),
              false));
    }
    entries.add(data(PERSON, "person", 4));
    entries.add(data(PET, "pet", 5));
    entries.add(data(BIG, "big", 6));
    entries.add(
        entry(BLOBS, "BLOBS", "BLOBS", Section.DATA, "", null, null, '\0', List.of(), true));
    entries.add(
        entry(
            24,
            "counter",
            "SEQUENCE SET",
            Section.DATA,
            "SELECT pg_catalog.setval('public.counter', 42, true);\n",
            null,
            "public",
            '\0',
            List.of(7),
            false));
    ArchiveHeader header =
        new ArchiveHeader(
            CustomFormat.versionFor(compression),
            CustomFormat.algorithm(compression),
            LocalDateTime.ofInstant(SNAPSHOT, ZoneOffset.UTC),
            "school",
            "17.11",
            "17.11");
    return new Toc(header, entries);
  }

  private static TocEntry plain(int id, String tag, String description, String definition) {
    return entry(
        id, tag, description, Section.PRE_DATA, definition, null, null, '\0', List.of(), false);
  }

  private static TocEntry made(int id, String tag, String description, String sql, char relkind) {
    String definition = sql.formatted(tag);
    return entry(
        id,
        tag,
        description,
        Section.PRE_DATA,
        definition,
        null,
        "public",
        relkind,
        List.of(),
        false);
  }

  private static TocEntry data(int id, String table, int tableId) {
    String copy = "COPY public." + table + " (id, name) FROM stdin;\n";
    return entry(
        id,
        table,
        TocEntry.TABLE_DATA,
        Section.DATA,
        "",
        copy,
        "public",
        '\0',
        List.of(tableId),
        true);
  }

  private static TocEntry entry(
      int id,
      String tag,
      String description,
      Section section,
      String definition,
      @Nullable String copy,
      @Nullable String namespace,
      char relkind,
      List<Integer> dependencies,
      boolean hasData) {
    return new TocEntry(
        id,
        CatalogId.NONE,
        tag,
        description,
        section,
        definition,
        "",
        copy,
        namespace,
        "",
        "",
        relkind,
        "",
        dependencies,
        hasData);
  }

  /** Tells where it stands. */
  private static final class Counted extends VolumeOutput {
    private final VolumeOutput volume;
    private long position;

    Counted(VolumeOutput volume) {
      this.volume = volume;
    }

    @Override
    public void write(int b) throws IOException {
      volume.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      volume.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void commit() throws IOException {
      volume.commit();
    }

    @Override
    public void close() throws IOException {
      volume.close();
    }
  }
}
