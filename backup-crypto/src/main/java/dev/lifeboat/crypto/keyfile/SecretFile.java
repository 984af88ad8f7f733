package dev.lifeboat.crypto.keyfile;

import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** A small file that holds a secret; wiped from memory when closed. */
public final class SecretFile implements AutoCloseable {
  /** Far more than any file of keys has; a bound for a wrong path, such as a dump. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final byte[] bytes;
  private final int length;
  private char[] text = {};

  private SecretFile(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /**
   * Reads a file, and logs a warning if others may read it too.
   *
   * @throws RefusedException if there is none, or it is too large
   */
  public static SecretFile read(Path path) throws IOException {
    try (InputStream source = Files.newInputStream(path)) {
      KeyFilePermissions.warn(path);
      return read(path, source);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "There is no key file %s; check the path, or make one with lifeboat keygen"
              .formatted(path),
          e);
    }
  }

  /**
   * Reads what was a file once, such as its decrypted content; straight into one array, so that no
   * other copy of a secret stays in memory.
   *
   * @param path named in messages
   * @throws RefusedException if it is too large
   */
  public static SecretFile read(Path path, InputStream source) throws IOException {
    byte[] bytes = new byte[MAX_BYTES + 1];
    SecretFile file = new SecretFile(bytes, source.readNBytes(bytes, 0, bytes.length));
    if (file.length > MAX_BYTES) {
      file.close();
      throw new RefusedException(
          "The file %s is too large for a file of keys; check the path".formatted(path));
    }
    return file;
  }

  /** Whether its content begins with some ASCII text. */
  public boolean startsWith(String beginning) {
    byte[] expected = beginning.getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(bytes, 0, Math.min(length, expected.length), expected, 0, expected.length);
  }

  /** The content, wiped with this file. */
  public CharBuffer text() {
    text = new char[length];
    for (int i = 0; i < length; i++) {
      text[i] = (char) (bytes[i] & 0xff);
    }
    return CharBuffer.wrap(text);
  }

  /** The content, wiped with this file. */
  public InputStream stream() {
    return new ByteArrayInputStream(bytes, 0, length);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(text, '\0');
  }
}
