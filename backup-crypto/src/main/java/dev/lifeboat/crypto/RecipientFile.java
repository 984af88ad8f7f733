package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of public keys, as {@code age -R} reads them. */
public final class RecipientFile {
  private static final int MAX_BYTES = 1024 * 1024;

  private RecipientFile() {}

  /**
   * Reads all public keys of a file: one on a line, with empty lines and comments (#) between.
   *
   * @param file the path
   * @return the recipients, at least one, in their order
   * @throws RefusedException if there is no such file, it holds no public key, or a malformed one;
   *     the message names the line
   * @throws IOException if the file cannot be read
   */
  public static List<AgeRecipient> read(Path file) throws IOException {
    Given.value(file, "the file");
    List<AgeRecipient> recipients = new ArrayList<>();
    int number = 0;
    for (String line : text(file).split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        recipients.add(parse(file, number, line));
      }
    }
    if (recipients.isEmpty()) {
      throw new RefusedException(
          "The file %s holds no public key; give one with a line age1…".formatted(file));
    }
    return List.copyOf(recipients);
  }

  private static String text(Path file) throws IOException {
    try (InputStream source = Files.newInputStream(file)) {
      byte[] bytes = source.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RefusedException(
            "The file %s is too large for a file of public keys; check the path".formatted(file));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "There is no file %s with public keys; check the path".formatted(file), e);
    }
  }

  private static AgeRecipient parse(Path file, int number, String line) {
    try {
      return AgeRecipient.parse(line);
    } catch (RefusedException e) {
      throw new RefusedException("%s, line %d: %s".formatted(file, number, e.getMessage()));
    }
  }
}
