package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Rewrapping;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.AgeIdentity;
import dev.lifeboat.crypto.AgeRecipient;
import dev.lifeboat.crypto.IdentityFile;
import dev.lifeboat.crypto.KeyServiceIdentity;
import dev.lifeboat.crypto.PassphraseIdentity;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpSecretKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What decrypts: a private key, a passphrase, or a key store. */
final class IdentityOption {
  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "The private key, as keygen, age-keygen, ssh-keygen or gpg --export-secret-keys wrote it;"
              + " not for unencrypted backups. Where it has a passphrase, give that too.")
  private @Nullable Path file;

  @Mixin private KeyStoreOption keyStore;
  @Mixin private PassphraseOption passphrase;

  boolean isGiven() {
    return file != null || keyStore.isGiven() || passphrase.isGiven();
  }

  /** Lets backups be decrypted, if there is a key. */
  Lifeboat.Builder on(Lifeboat.Builder lifeboat, Verb verb) throws IOException {
    return isGiven() ? lifeboat.decryption(decryption(verb)) : lifeboat;
  }

  private Decryption decryption(Verb verb) throws IOException {
    char[] secret = passphrase.read(verb);
    try {
      return file != null && KeyFileKind.of(file) == KeyFileKind.OPENPGP
          ? OpenPgp.with(OpenPgpSecretKey.read(file, secret))
          : Age.with(identities(secret, verb));
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** Lets keys be exchanged, also for one whose name does not tell how to encrypt to it. */
  Rewrapping rewrapping(Optional<AgeIdentity> added, Verb verb) throws IOException {
    if (!isGiven()) {
      throw verb.wrongUsage("Say what opens the backups now: --identity FILE");
    }
    if (file != null && KeyFileKind.of(file) == KeyFileKind.OPENPGP) {
      throw notExchangeable(verb);
    }
    char[] secret = passphrase.read(verb);
    try {
      List<AgeIdentity> identities = new ArrayList<>(identities(secret, verb));
      added.ifPresent(identities::add);
      AgeRecipient[] recipients =
          added.map(AgeIdentity::recipient).stream().toArray(AgeRecipient[]::new);
      return Age.rewrapping(identities, recipients);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  static ParameterException notExchangeable(Verb verb) {
    return verb.wrongUsage(
        "rekey exchanges the keys of age backups alone, and OpenPGP keys were given;"
            + " make a new backup for them");
  }

  private List<AgeIdentity> identities(char[] secret, Verb verb) throws IOException {
    List<AgeIdentity> identities = new ArrayList<>();
    if (file != null) {
      identities.addAll(
          secret.length == 0 ? IdentityFile.read(file) : IdentityFile.read(file, secret));
    }
    keyStore.open(passphrase, verb).map(KeyServiceIdentity::of).ifPresent(identities::add);
    if (identities.isEmpty()) {
      identities.add(PassphraseIdentity.of(secret));
    }
    return identities;
  }
}
