package dev.lifeboat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a file to be loaded is, by its first bytes. */
enum FileKind {
  CUSTOM_ARCHIVE(""),
  SCRIPT(""),
  DIRECTORY("is a directory, which cannot be loaded; name an archive of the custom format"),
  COMPRESSED("is compressed; decompress it first"),
  TAR("is a tar archive, which cannot be loaded; name an archive of the custom format"),
  OTHER("is neither an archive of the custom format nor an SQL script; check the path");

  private static final int LOOK = 1024;
  private static final int TAR_MAGIC_AT = 257;

  private final String advice;

  FileKind(String advice) {
    this.advice = advice;
  }

  /** Why it cannot be loaded. */
  String advice() {
    return advice;
  }

  static FileKind of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return DIRECTORY;
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1));
    }
  }

  private static FileKind of(String start) {
    if (start.startsWith("PGDMP")) {
      return CUSTOM_ARCHIVE;
    }
    if (start.startsWith("\u001f\u008b") || start.startsWith("(\u00b5/\u00fd")) {
      return COMPRESSED;
    }
    if (start.startsWith("ustar", TAR_MAGIC_AT)) {
      return TAR;
    }
    return start.isEmpty() || start.indexOf('\0') >= 0 ? OTHER : SCRIPT;
  }
}
