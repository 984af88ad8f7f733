package dev.lifeboat.cli;

import dev.lifeboat.crypto.KeyService;
import dev.lifeboat.crypto.KeyStoreService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A key in a key store of Java. */
final class KeyStoreOption {
  @Option(
      names = "--key-store",
      paramLabel = "FILE",
      description =
          "A PKCS#12 file with an AES, RSA or EC key; the passphrase is that of the file.")
  private @Nullable Path file;

  @Option(names = "--key-alias", paramLabel = "NAME", description = "Which key of the key store.")
  private @Nullable String alias;

  boolean isGiven() {
    return file != null;
  }

  /** The key, if one is given. */
  Optional<KeyService> open(PassphraseOption passphrase, Verb verb) throws IOException {
    if ((file == null) != (alias == null)) {
      throw verb.wrongUsage("--key-store and --key-alias belong together; give both");
    }
    if (file == null || alias == null) {
      return Optional.empty();
    }
    return Optional.of(open(file, alias, passphrase.read(verb)));
  }

  /** Takes a key out of a file, and wipes the password. */
  static KeyService open(Path file, String alias, char[] password) throws IOException {
    try {
      return KeyStoreService.open(file, password, alias);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
