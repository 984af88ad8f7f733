package dev.lifeboat.cli;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.AgeRecipient;
import dev.lifeboat.crypto.KeyServiceRecipient;
import dev.lifeboat.crypto.PassphraseRecipient;
import dev.lifeboat.crypto.RecipientFile;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpPublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who can decrypt a new backup. */
final class EncryptionOption {
  @Option(
      names = "--recipient",
      paramLabel = "KEY",
      description =
          "A public key that the backup is encrypted to: age1…, age1pq1…, 'ssh-ed25519 …', or a file"
              + " of such keys or of OpenPGP public keys; may be given several times.")
  private List<String> recipients = List.of();

  @Option(names = "--unencrypted", description = "Store the backup for anyone to read.")
  private boolean unencrypted;

  @Mixin private KeyStoreOption keyStore;
  @Mixin private PassphraseOption passphrase;

  boolean isUnencrypted() {
    return unencrypted;
  }

  /** What the options ask for. */
  Encryption read(Verb verb) throws IOException {
    boolean someone = !recipients.isEmpty() || passphrase.isGiven() || keyStore.isGiven();
    if (unencrypted && someone) {
      throw verb.wrongUsage(
          "--unencrypted and --recipient or a passphrase exclude each other; choose one");
    }
    if (!unencrypted && !someone) {
      throw verb.wrongUsage(
          "Say who can decrypt the backup: --recipient age1… (lifeboat keygen --to FILE makes a key),"
              + " or --unencrypted");
    }
    return unencrypted ? Plaintext.INSTANCE : encryption(verb);
  }

  private Encryption encryption(Verb verb) throws IOException {
    List<AgeRecipient> age = new ArrayList<>();
    List<OpenPgpPublicKey> openPgp = new ArrayList<>();
    for (String recipient : recipients) {
      if (isOpenPgp(recipient)) {
        openPgp.addAll(OpenPgpPublicKey.read(Path.of(recipient)));
      } else {
        age.addAll(ageRecipients(recipient));
      }
    }
    keyStore.open(passphrase, verb).map(KeyServiceRecipient::of).ifPresent(age::add);
    if (passphrase.isGiven() && !keyStore.isGiven()) {
      age.add(passphraseRecipient(verb));
    }
    if (!age.isEmpty() && !openPgp.isEmpty()) {
      throw verb.wrongUsage(
          "OpenPGP keys and others cannot share a backup; give keys of one format");
    }
    return openPgp.isEmpty() ? Age.to(age) : OpenPgp.to(openPgp);
  }

  /** The recipients that an argument names, be it a public key or a file of such. */
  static List<AgeRecipient> ageRecipients(String argument) throws IOException {
    return KeyArgument.isFile(argument)
        ? RecipientFile.read(Path.of(argument))
        : List.of(UsageException.onRefusal(() -> AgeRecipient.parse(argument)));
  }

  /**
   * The recipients that an argument names, of the format whose headers can be written anew.
   *
   * @throws picocli.CommandLine.ParameterException if it names keys of OpenPGP
   */
  static List<AgeRecipient> exchangeable(String argument, Verb verb) throws IOException {
    if (isOpenPgp(argument)) {
      throw IdentityOption.notExchangeable(verb);
    }
    return ageRecipients(argument);
  }

  private static boolean isOpenPgp(String argument) throws IOException {
    return KeyArgument.isFile(argument) && KeyFileKind.of(Path.of(argument)) == KeyFileKind.OPENPGP;
  }

  private PassphraseRecipient passphraseRecipient(Verb verb) throws IOException {
    char[] secret = passphrase.read(verb);
    try {
      return PassphraseRecipient.of(secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }
}
