package dev.lifeboat.crypto;

import dev.lifeboat.crypto.keyfile.NewKeyFile;
import dev.lifeboat.crypto.keyfile.SecretFile;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** Files of private keys, as {@code age-keygen} writes them and {@code age -i} reads them. */
public final class IdentityFile {
  private IdentityFile() {}

  /**
   * Reads all identities of a file: those of age, one on a line, with empty lines and comments (#)
   * between, or one private key of OpenSSH ({@code id_ed25519}). Those of age's plugins ({@code
   * AGE-PLUGIN-…}) are passed over where there are others.
   *
   * @param file the path; if others than its owner may read it, that is logged as a warning
   * @return the identities, at least one, in their order
   * @throws RefusedException if there is no such file, it holds no identity, those of plugins
   *     alone, or a malformed one, or it is encrypted; the message names the line, and holds
   *     nothing of it
   * @throws IOException if the file cannot be read
   */
  public static List<AgeIdentity> read(Path file) throws IOException {
    Given.value(file, "the file");
    try (SecretFile content = SecretFile.read(file)) {
      if (isAgeFile(content)) {
        throw new RefusedException(
            "The identity file %s is encrypted; give its passphrase".formatted(file));
      }
      return IdentityText.parse(file, content.text());
    }
  }

  /**
   * Reads all identities of a file that is itself encrypted to a passphrase, armored or not, as
   * {@code age -p} makes it; one that is not encrypted is read as it is.
   *
   * @param file as for {@link #read(Path)}
   * @param passphrase left as it is, to be wiped by the caller
   * @return as {@link #read(Path)}
   * @throws RefusedException as {@link #read(Path)}, or if the passphrase is not the right one
   * @throws IOException if the file cannot be read
   */
  public static List<AgeIdentity> read(Path file, char[] passphrase) throws IOException {
    Given.value(file, "the file");
    Given.value(passphrase, "the passphrase");
    try (SecretFile content = SecretFile.read(file)) {
      if (!isAgeFile(content)) {
        return IdentityText.parse(file, content.text());
      }
      try (SecretFile opened = decrypt(file, content, passphrase)) {
        return IdentityText.parse(file, opened.text());
      }
    }
  }

  private static boolean isAgeFile(SecretFile content) {
    return content.startsWith(Header.VERSION_LINE) || content.startsWith(ArmorLines.BEGIN);
  }

  private static SecretFile decrypt(Path file, SecretFile content, char[] passphrase)
      throws IOException {
    PassphraseIdentity identity = PassphraseIdentity.of(passphrase);
    try (InputStream plain = Age.with(identity).decrypt(content.stream())) {
      return SecretFile.read(file, plain);
    } catch (RefusedException e) {
      throw new RefusedException(
          "The identity file %s is not opened by the passphrase; check it (%s)"
              .formatted(file, e.getMessage()));
    } finally {
      identity.destroy();
    }
  }

  /**
   * Writes a new file, readable by its owner alone where the file system knows owners. On return
   * the file has reached the disk.
   *
   * @param file a path where nothing is yet
   * @param identity what to keep
   * @param created noted in the file
   * @throws RefusedException if there is something; it stays as it was
   * @throws IOException if the file cannot be written; none is left then
   */
  public static void write(Path file, KeyPairIdentity identity, Instant created)
      throws IOException {
    Given.value(file, "the file");
    Given.value(identity, "the identity");
    Given.value(created, "the time of creation");
    byte[] content = format(identity, created);
    try {
      NewKeyFile.write(file, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] format(KeyPairIdentity identity, Instant created) {
    String comments =
        "# created: %s\n# public key: %s\n"
            .formatted(created.truncatedTo(ChronoUnit.SECONDS), identity.recipient());
    char[] secret = identity.encoded();
    byte[] content =
        Arrays.copyOf(
            comments.getBytes(StandardCharsets.US_ASCII), comments.length() + secret.length + 1);
    for (int i = 0; i < secret.length; i++) {
      content[comments.length() + i] = (byte) secret[i];
    }
    content[content.length - 1] = '\n';
    Arrays.fill(secret, '\0');
    return content;
  }
}
