package dev.lifeboat.archive;

import java.nio.charset.StandardCharsets;

/** What a file is, by its first bytes, once decompressed. */
enum FileKind {
  CUSTOM,
  TAR,
  SCRIPT,
  UTF_16,
  EMPTY,
  OTHER;

  /** How many bytes are enough to tell. */
  static final int LOOK_BYTES = 1024;

  static FileKind of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith(HeaderReader.MAGIC)) {
      return CUSTOM;
    }
    if (text.startsWith(TarHeader.MAGIC, TarHeader.MAGIC_AT)) {
      return TAR;
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      return UTF_16;
    }
    if (text.isEmpty()) {
      return EMPTY;
    }
    return text.indexOf('\0') >= 0 ? OTHER : SCRIPT;
  }
}
