package dev.lifeboat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What kind of keys a file holds, by how it begins. */
enum KeyFileKind {
  /** Keys of age or SSH, or an age file of them. */
  AGE,
  /** OpenPGP packets, armored or not. */
  OPENPGP;

  private static final String ARMOR = "-----BEGIN PGP ";

  static KeyFileKind of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return AGE;
    }
    try (InputStream source = Files.newInputStream(file)) {
      byte[] beginning = source.readNBytes(ARMOR.length());
      // The first byte of a packet has its topmost bit set, which no text of keys has.
      boolean packet = beginning.length > 0 && beginning[0] < 0;
      return packet || ARMOR.equals(new String(beginning, StandardCharsets.ISO_8859_1))
          ? OPENPGP
          : AGE;
    }
  }
}
