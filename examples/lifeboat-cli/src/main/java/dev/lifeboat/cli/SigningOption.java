package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.crypto.PassphraseFile;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The private key that signs. */
final class SigningOption {
  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description =
          "The private key that signs the manifest, as keygen --signing or minisign -G wrote it.")
  private @Nullable Path file;

  @Option(
      names = "--signing-passphrase-file",
      paramLabel = "FILE",
      description = "A file whose first line is the passphrase of the signing key.")
  private @Nullable Path passphrase;

  /** Lets backups be signed, if there is a key. */
  Lifeboat.Builder on(Lifeboat.Builder lifeboat) throws IOException {
    if (file == null) {
      return lifeboat;
    }
    Path key = file;
    return lifeboat.signing(
        Minisign.signing(withPassphrase(passphrase, secret -> SigningKey.read(key, secret))));
  }

  /** Does something with a passphrase, empty if none is given, and wipes it. */
  static SigningKey withPassphrase(@Nullable Path passphrase, Use use) throws IOException {
    char[] secret = passphrase == null ? new char[0] : PassphraseFile.read(passphrase);
    try {
      return use.of(secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** Makes a key usable. */
  @FunctionalInterface
  interface Use {
    SigningKey of(char[] secret) throws IOException;
  }
}
