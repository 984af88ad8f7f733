package dev.lifeboat.crypto.minisign;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A public key that verifies, {@code RW…}. Immutable. */
public final class VerificationKey {
  static final int LENGTH = Ed25519.PUBLIC_KEY_SIZE;
  private static final byte[] ALGORITHM = {'E', 'd'};

  /** Far more than a file of one public key has; a bound for a wrong path. */
  private static final int MAX_FILE_BYTES = 64 * 1024;

  private final KeyId id;
  private final byte[] key;

  VerificationKey(KeyId id, byte[] key) {
    this.id = id;
    this.key = key.clone();
  }

  /**
   * Reads a public key.
   *
   * @param text {@code RW…}, the second line of a public key file; blanks around it are ignored
   * @throws RefusedException if it is malformed
   */
  public static VerificationKey parse(String text) {
    Given.value(text, "the text of the key");
    byte[] line = text.strip().getBytes(StandardCharsets.UTF_8);
    try {
      return decode(TextLines.decode(line, ALGORITHM.length + KeyId.LENGTH + LENGTH));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "The verification key is no public key of minisign, %s; copy the 56 characters of RW… again"
              .formatted(e.getMessage()));
    }
  }

  private static VerificationKey decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] algorithm = new byte[ALGORITHM.length];
    buffer.get(algorithm);
    KeyId id = KeyId.read(buffer);
    byte[] key = new byte[LENGTH];
    buffer.get(key);
    if (!Arrays.equals(algorithm, ALGORITHM) || !Ed25519.validatePublicKeyFull(key, 0)) {
      throw new IllegalArgumentException("it is of another kind");
    }
    return new VerificationKey(id, key);
  }

  /**
   * Reads a public key file, as {@code lifeboat keygen --signing} and {@code minisign -G} write it.
   *
   * @throws RefusedException if there is no such file, or it holds no public key
   * @throws IOException if it cannot be read
   */
  public static VerificationKey read(Path file) throws IOException {
    Given.value(file, "the file");
    List<byte[]> lines;
    try (InputStream source = Files.newInputStream(file)) {
      lines = TextLines.split(source.readNBytes(MAX_FILE_BYTES));
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "There is no file %s with a verification key; check the path".formatted(file), e);
    }
    byte[] key =
        lines.stream()
            .filter(line -> line.length > 0 && !TextLines.startsWith(line, TextLines.UNTRUSTED))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "The file %s holds no verification key; check the path".formatted(file)));
    try {
      return parse(new String(key, StandardCharsets.ISO_8859_1));
    } catch (RefusedException e) {
      throw new RefusedException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  KeyId id() {
    return id;
  }

  byte[] bytes() {
    return key.clone();
  }

  boolean hasSigned(byte[] message, byte[] signature) {
    return Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerificationKey that
        && id.equals(that.id)
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  /** The public key as {@link #parse} reads it. */
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(ALGORITHM.length + KeyId.LENGTH + LENGTH);
    bytes.put(ALGORITHM);
    id.write(bytes);
    bytes.put(key);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
