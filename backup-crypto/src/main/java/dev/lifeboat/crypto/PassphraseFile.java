package dev.lifeboat.crypto;

import dev.lifeboat.crypto.keyfile.SecretFile;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Files whose first line is a passphrase, in UTF-8. */
public final class PassphraseFile {
  private PassphraseFile() {}

  /**
   * Reads a passphrase.
   *
   * @param file the path; if others than its owner may read it, that is logged as a warning
   * @return the first line, without its end, to be wiped by the caller
   * @throws RefusedException if there is no such file, or its first line is empty
   * @throws IOException if the file cannot be read
   */
  public static char[] read(Path file) throws IOException {
    Given.value(file, "the file");
    try (SecretFile content = SecretFile.read(file)) {
      byte[] line = firstLine(content.stream());
      CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line));
      char[] passphrase = new char[decoded.remaining()];
      decoded.get(passphrase);
      Arrays.fill(decoded.array(), '\0');
      Arrays.fill(line, (byte) 0);
      if (passphrase.length == 0) {
        throw new RefusedException(
            "The first line of %s is empty, and no passphrase; write one".formatted(file));
      }
      return passphrase;
    }
  }

  private static byte[] firstLine(InputStream source) throws IOException {
    byte[] all = source.readAllBytes();
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    while (end > 0 && all[end - 1] == '\r') {
      end--;
    }
    byte[] line = Arrays.copyOf(all, end);
    Arrays.fill(all, (byte) 0);
    return line;
  }
}
