package dev.lifeboat.cli;

import dev.lifeboat.crypto.AgeIdentity;
import dev.lifeboat.crypto.AgeRecipient;
import dev.lifeboat.crypto.KeyServiceIdentity;
import dev.lifeboat.crypto.PassphraseIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who can decrypt stored backups from then on. */
final class NewRecipientOption {
  @Option(
      names = "--recipient",
      paramLabel = "KEY",
      description =
          "A public key that opens the backups from then on, or a file of such keys; may be given"
              + " several times.")
  private List<String> keys = List.of();

  @Option(
      names = "--new-key-store",
      paramLabel = "FILE",
      description =
          "A PKCS#12 file with an AES, RSA or EC key that opens them; the new passphrase is that of"
              + " the file.")
  private @Nullable Path keyStore;

  @Option(
      names = "--new-key-alias",
      paramLabel = "NAME",
      description = "Which key of the new key store.")
  private @Nullable String alias;

  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the passphrase that opens them, in place of others.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--new-passphrase-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds that passphrase.")
  private @Nullable String passphraseVariable;

  boolean isGiven() {
    return !keys.isEmpty() || keyStore != null || alias != null || passphrase().isGiven();
  }

  /**
   * The one whose name alone does not tell how to encrypt to it. It also opens what an earlier run
   * that broke off has encrypted to it.
   */
  Optional<AgeIdentity> secret(Verb verb) throws IOException {
    if ((keyStore == null) != (alias == null)) {
      throw verb.wrongUsage("--new-key-store and --new-key-alias belong together; give both");
    }
    if (keyStore != null && alias != null) {
      return Optional.of(
          KeyServiceIdentity.of(KeyStoreOption.open(keyStore, alias, passphrase().read(verb))));
    }
    return passphrase().isGiven() ? Optional.of(newPassphrase(verb)) : Optional.empty();
  }

  /** The public names of all of them. */
  List<String> names(Optional<AgeIdentity> secret, Verb verb) throws IOException {
    List<AgeRecipient> recipients = new ArrayList<>();
    for (String key : keys) {
      recipients.addAll(EncryptionOption.exchangeable(key, verb));
    }
    return Stream.concat(recipients.stream(), secret.map(AgeIdentity::recipient).stream())
        .map(AgeRecipient::toString)
        .toList();
  }

  private PassphraseIdentity newPassphrase(Verb verb) throws IOException {
    char[] secret = passphrase().read(verb);
    try {
      return PassphraseIdentity.of(secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private PassphrasePlace passphrase() {
    return new PassphrasePlace("--new-passphrase", passphraseFile, passphraseVariable);
  }
}
