package dev.lifeboat.crypto;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpPassphrase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A program that encrypts and decrypts with every kind of key that needs no file. */
final class EveryKind {
  private static final byte[] DATA = new byte[200_000];
  private static final char[] PASSPHRASE = "correct horse".toCharArray();

  private EveryKind() {}

  enum Providers {
    /** The two that every JDK has for this. */
    FEWEST {
      @Override
      void install() {
        for (Provider provider : Security.getProviders()) {
          if (!Set.of("SUN", "SunJCE").contains(provider.getName())) {
            Security.removeProvider(provider.getName());
          }
        }
      }
    },
    /** Bouncy Castle is asked before the JDK. */
    BOUNCY_CASTLE_FIRST {
      @Override
      void install() {
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
      }
    };

    abstract void install();
  }

  public static void main(String[] args) throws IOException {
    Providers.valueOf(args[0]).install();
    X25519Identity first = X25519Identity.generate();
    check(Age.to(first.recipient()), Age.with(first));
    HybridIdentity hybrid = HybridIdentity.generate();
    check(Age.to(hybrid.recipient()), Age.with(hybrid));
    SshIdentity ssh = SshKeys.newIdentity();
    check(Age.to(ssh.recipient()), Age.with(ssh));
    PassphraseIdentity passphrase = PassphraseIdentity.of(PASSPHRASE);
    check(Age.to(passphrase.recipient().withWorkFactor(10)), Age.with(passphrase));
    OpenPgpPassphrase openPgp = OpenPgpPassphrase.of(PASSPHRASE);
    check(OpenPgp.to(openPgp), OpenPgp.with(openPgp));
    System.out.println("all kinds work");
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
