package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpKeys;
import dev.lifeboat.crypto.openpgp.OpenPgpPassphrase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.api.OpenPGPKey;

/**
 * A program that encrypts, decrypts and signs with every kind of key: given the providers, and a
 * key store as {@link KeyStores} makes it.
 */
final class EveryKind {
  private static final byte[] DATA = new byte[200_000];
  private static final char[] PASSPHRASE = "correct horse".toCharArray();

  private EveryKind() {}

  enum Providers {
    /** As the JDK has them. */
    USUAL("aes", "rsa", "ec") {
      @Override
      void install() {}
    },
    /** The two that every JDK has for this; they know no key pairs. */
    FEWEST("aes") {
      @Override
      void install() {
        leaveOnly("SUN", "SunJCE");
      }
    },
    /** Those that key pairs in a key store need besides. */
    FEWEST_WITH_KEY_PAIRS("aes", "rsa", "ec") {
      @Override
      void install() {
        leaveOnly("SUN", "SunJCE", "SunRsaSign", "SunEC");
      }
    },
    /**
     * Bouncy Castle is asked before the JDK, once the key store is open: neither reads what the JDK
     * wrote in that order, since their ciphers take passwords differently.
     */
    BOUNCY_CASTLE_FIRST("aes", "rsa", "ec") {
      @Override
      List<KeyService> services(Path keyStore) throws IOException {
        List<KeyService> services = open(keyStore);
        install();
        return services;
      }

      @Override
      void install() {
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
      }
    };

    /** The keys of the key store that can be used. */
    private final List<String> aliases;

    Providers(String... aliases) {
      this.aliases = List.of(aliases);
    }

    abstract void install();

    /** Installs the providers, and opens the keys. */
    List<KeyService> services(Path keyStore) throws IOException {
      install();
      return open(keyStore);
    }

    final List<KeyService> open(Path keyStore) throws IOException {
      List<KeyService> services = new ArrayList<>();
      for (String alias : aliases) {
        services.add(KeyStoreService.open(keyStore, PASSPHRASE, alias));
      }
      return services;
    }

    private static void leaveOnly(String... names) {
      for (Provider provider : Security.getProviders()) {
        if (!Set.of(names).contains(provider.getName())) {
          Security.removeProvider(provider.getName());
        }
      }
    }
  }

  public static void main(String[] args) throws IOException {
    List<KeyService> services = Providers.valueOf(args[0]).services(Path.of(args[1]));
    age();
    for (KeyService service : services) {
      check(Age.to(KeyServiceRecipient.of(service)), Age.with(KeyServiceIdentity.of(service)));
    }
    openPgp(Path.of(args[1]).getParent());
    minisign();
    System.out.println("all kinds work");
  }

  private static void age() throws IOException {
    X25519Identity first = X25519Identity.generate();
    check(Age.to(first.recipient()), Age.with(first));
    HybridIdentity hybrid = HybridIdentity.generate();
    check(Age.to(hybrid.recipient()), Age.with(hybrid));
    SshIdentity ssh = SshKeys.newIdentity();
    check(Age.to(ssh.recipient()), Age.with(ssh));
    PassphraseIdentity passphrase = PassphraseIdentity.of(PASSPHRASE);
    check(Age.to(passphrase.recipient().withWorkFactor(10)), Age.with(passphrase));
  }

  private static void openPgp(Path folder) throws IOException {
    OpenPgpPassphrase passphrase = OpenPgpPassphrase.of(PASSPHRASE);
    check(OpenPgp.to(passphrase), OpenPgp.with(passphrase));
    for (OpenPGPKey key :
        List.of(
            OpenPgpKeys.legacy("anna"),
            OpenPgpKeys.modern("anna"),
            OpenPgpKeys.nist("anna"),
            OpenPgpKeys.rsa("anna"))) {
      check(
          OpenPgp.to(OpenPgpKeys.publicKeys(key)),
          OpenPgp.with(OpenPgpKeys.secretKeys(key, folder)));
    }
  }

  private static void minisign() {
    Signer signer = Minisign.signing(SigningKey.generate());
    String comment = signer.verifier().verify(DATA, signer.sign(DATA, "every kind"));
    if (!comment.equals("every kind")) {
      throw new IllegalStateException("the signature says " + comment);
    }
  }

  private static void check(Encryption encryption, Decryption decryption) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FinishableOutputStream stream = encryption.encrypt(target)) {
      stream.write(DATA);
      stream.finish();
    }
    try (InputStream plain = decryption.decrypt(new ByteArrayInputStream(target.toByteArray()))) {
      if (!Arrays.equals(plain.readAllBytes(), DATA)) {
        throw new IllegalStateException(decryption + " shows something else");
      }
    }
  }
}
