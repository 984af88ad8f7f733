package dev.lifeboat.archive;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the header of an archive. */
final class HeaderReader {
  static final String MAGIC = "PGDMP";

  private static final int FORMAT_CUSTOM = 1;
  private static final int FORMAT_FILES = 3; // of directory archives as well as of tar archives
  private static final ArchiveVersion AFTER_NEWEST = new ArchiveVersion(1, 17);
  private static final List<String> ALGORITHMS = List.of("none", "gzip", "lz4", "zstd");

  private final String name;
  private final ArchiveInput in;
  private final DataPlaces places;

  HeaderReader(String name, ArchiveInput in, DataPlaces places) {
    this.name = name;
    this.in = in;
    this.places = places;
  }

  /** What the header says, with the size of offsets, which the entries need. */
  record Header(ArchiveHeader header, int offsetSize) {}

  Header read() throws IOException {
    String magic = new String(in.readBytes(5), StandardCharsets.ISO_8859_1);
    if (!magic.equals(MAGIC)) {
      throw new RefusedException(
          name + " is no archive of pg_dump; name one made with -Fc, -Fd or -Ft");
    }
    ArchiveVersion version = readVersion();
    int offsetSize = readSizes();
    String compression = readCompression(version);
    LocalDateTime createdAt = readTime();
    return new Header(
        new ArchiveHeader(version, compression, createdAt, text(), text(), text()), offsetSize);
  }

  private ArchiveVersion readVersion() throws IOException {
    ArchiveVersion version = new ArchiveVersion(in.readByte(), in.readByte());
    in.readByte(); // the revision never mattered
    if (!version.atLeast(ArchiveVersion.V1_12) || version.atLeast(AFTER_NEWEST)) {
      throw new RefusedException(
          "%s has archive version %s; versions 1.12 to 1.16 are read".formatted(name, version));
    }
    return version;
  }

  private int readSizes() throws IOException {
    int intSize = in.readByte();
    int offsetSize = in.readByte();
    int format = in.readByte();
    if (intSize != ArchivePrimitives.INT_SIZE || offsetSize < 1 || offsetSize > 8) {
      throw in.damaged("a header with numbers of " + intSize + " and " + offsetSize + " bytes");
    }
    if (format != (places == DataPlaces.OFFSETS ? FORMAT_CUSTOM : FORMAT_FILES)) {
      throw new RefusedException(
          places == DataPlaces.OFFSETS
              ? name + " belongs to a directory archive; name the directory that it is from"
              : name + " is a custom archive on its own; name it instead of what it lies in");
    }
    return offsetSize;
  }

  private String readCompression(ArchiveVersion version) throws IOException {
    if (!version.atLeast(ArchiveVersion.V1_15)) {
      return in.readInt() == 0 ? "none" : "gzip";
    }
    int code = in.readByte();
    if (code >= ALGORITHMS.size()) {
      throw in.damaged("the unknown compression " + code);
    }
    return ALGORITHMS.get(code);
  }

  /** The fields of C's {@code struct tm}. */
  private LocalDateTime readTime() throws IOException {
    int[] fields = new int[7];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = (int) in.readInt();
    }
    try {
      return LocalDateTime.of(
          1900 + fields[5],
          1 + fields[4],
          fields[3],
          fields[2],
          fields[1],
          Math.min(59, fields[0])); // a leap second is 60
    } catch (DateTimeException e) {
      throw in.damaged("no date");
    }
  }

  private String text() throws IOException {
    @Nullable String text = in.readString();
    return text == null ? "" : text;
  }
}
