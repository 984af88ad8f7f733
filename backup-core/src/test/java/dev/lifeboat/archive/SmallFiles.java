package dev.lifeboat.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.codec.LinkedLz4;
import dev.lifeboat.postgres.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The files of {@link SmallArchive} as a directory or tar archive. */
final class SmallFiles {
  private static final int FORMAT_AT = 10;
  private static final int OFFSET_BYTES = 9;
  private static final String END = "\\.\n\n\n";

  private SmallFiles() {}

  /** All files under their names, the data among them compressed. */
  static Map<String, byte[]> write(FileCompression compression) throws IOException {
    Map<String, byte[]> plain = new LinkedHashMap<>();
    plain.put("3.dat", (SmallArchive.FIRST_ROWS + END).getBytes(UTF_8));
    plain.put("4.dat", END.getBytes(UTF_8));
    plain.put("blob_4000000000.dat", SmallArchive.CONTENT);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("toc.dat", toc(Map.of(3, "3.dat", 4, "4.dat", 5, "blobs.toc")));
    for (Map.Entry<String, byte[]> file : plain.entrySet()) {
      files.put(file.getKey() + compression.suffix(), compress(compression, file.getValue()));
    }
    files.put("blobs.toc", "4000000000 blob_4000000000.dat\n".getBytes(UTF_8));
    return files;
  }

  /** The table of contents, which names files. */
  static byte[] toc(Map<Integer, String> files) throws IOException {
    Toc toc = SmallArchive.toc(new Compression.None());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CustomFormat.writePrologue(out, new Toc(toc.header(), List.of()), new Compression.None());
    byte[] header = out.toByteArray();
    header[FORMAT_AT] = 3;
    out.reset();
    out.write(header, 0, header.length - 5);
    ArchivePrimitives.writeInt(out, toc.entries().size());
    for (TocEntry entry : toc.entries()) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      new TocEntryWriter(one, toc.header().version(), TextEncoding.UTF8, DataPlaces.OFFSETS)
          .write(entry);
      out.write(one.toByteArray(), 0, one.size() - OFFSET_BYTES);
      ArchivePrimitives.writeString(out, files.getOrDefault(entry.dumpId(), ""), TextEncoding.UTF8);
    }
    return out.toByteArray();
  }

  /** A tar archive of files. */
  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      addTo(out, file.getKey(), "%011o ".formatted(file.getValue().length), '0');
      out.write(file.getValue());
      out.write(new byte[Math.floorMod(-file.getValue().length, TarHeader.BLOCK)]);
    }
    out.write(new byte[2 * TarHeader.BLOCK]);
    return out.toByteArray();
  }

  /** Adds the header of a file to a tar archive. */
  static void addTo(OutputStream tar, String name, String size, char type) throws IOException {
    byte[] block = new byte[TarHeader.BLOCK];
    put(block, 0, name);
    put(block, 124, size);
    block[156] = (byte) type;
    put(block, TarHeader.MAGIC_AT, "ustar\00000");
    correctChecksum(block);
    tar.write(block);
  }

  /** Makes the first header of a tar archive valid again, whatever it says. */
  static void correctChecksum(byte[] tar) {
    if (tar.length < TarHeader.BLOCK) {
      return;
    }
    put(tar, 148, "        ");
    int sum = 0;
    for (int i = 0; i < TarHeader.BLOCK; i++) {
      sum += tar[i] & 0xff;
    }
    put(tar, 148, "%06o\0 ".formatted(sum));
  }

  static byte[] compress(FileCompression compression, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (compression) {
      case NONE -> out.write(plain);
      case LZ4 -> out.write(new LinkedLz4().stored(plain).frame());
      case GZIP -> write(new GZIPOutputStream(out), plain);
      case ZSTD -> write(Compression.DEFAULT.compress(out), plain);
    }
    return out.toByteArray();
  }

  static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static void write(OutputStream out, byte[] plain) throws IOException {
    try (out) {
      out.write(plain);
    }
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
