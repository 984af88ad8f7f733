package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/** Writes OpenPGP files. Every file has a key of its own. */
final class OpenPgpEncryption implements Encryption {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How much data a packet announces at a time. */
  private static final int PART_BYTES = 64 * 1024;

  private final List<OpenPgpRecipient> recipients;

  OpenPgpEncryption(List<OpenPgpRecipient> recipients) {
    this.recipients = recipients;
  }

  @Override
  public String scheme() {
    return OpenPgp.SCHEME;
  }

  @Override
  public String extension() {
    return OpenPgp.EXTENSION;
  }

  @Override
  public List<String> recipients() {
    return recipients.stream().map(OpenPgpRecipient::toString).toList();
  }

  @Override
  public FinishableOutputStream encrypt(OutputStream target) throws IOException {
    PGPEncryptedDataGenerator generator =
        new PGPEncryptedDataGenerator(
            new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(RANDOM));
    List<char[]> passphrases = new ArrayList<>();
    try {
      for (OpenPgpRecipient recipient : recipients) {
        methods(recipient, passphrases).forEach(generator::addMethod);
      }
      return new MessageOutputStream(target, generator.open(target, new byte[PART_BYTES]));
    } catch (PGPException e) {
      throw new IllegalStateException("The recipients cannot be encrypted to", e);
    } finally {
      passphrases.forEach(it -> Arrays.fill(it, '\0'));
    }
  }

  /** How a recipient unwraps the key of a file. */
  private static List<PGPKeyEncryptionMethodGenerator> methods(
      OpenPgpRecipient recipient, List<char[]> passphrases) throws PGPException {
    List<PGPKeyEncryptionMethodGenerator> methods = new ArrayList<>();
    if (recipient instanceof OpenPgpPublicKey publicKey) {
      for (PGPPublicKey key : publicKey.encryptionKeys()) {
        methods.add(new BcPublicKeyKeyEncryptionMethodGenerator(key).setSecureRandom(RANDOM));
      }
    } else if (recipient instanceof OpenPgpPassphrase passphrase) {
      char[] copy = passphrase.copy();
      passphrases.add(copy);
      methods.add(
          new BcPBEKeyEncryptionMethodGenerator(
                  copy,
                  new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256),
                  passphrase.work())
              .setSecureRandom(RANDOM));
    }
    return methods;
  }

  @Override
  public String toString() {
    return "OpenPGP to " + recipients;
  }
}
