package dev.lifeboat.crypto.openpgp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;

/** Key pairs without gpg. */
public final class OpenPgpKeys {
  private OpenPgpKeys() {}

  /** Ed25519 and X25519, as gpg makes them. */
  public static OpenPGPKey legacy(String user) {
    return build(
        generator ->
            generator
                .withPrimaryKey(PGPKeyPairGenerator::generateLegacyEd25519KeyPair)
                .addUserId(user)
                .addEncryptionSubkey(PGPKeyPairGenerator::generateLegacyX25519KeyPair));
  }

  /** Ed25519 and X25519 as RFC 9580 has them. */
  public static OpenPGPKey modern(String user) {
    return build(generator -> generator.ed25519x25519Key(user));
  }

  /** Ed25519 and NIST P-256. */
  public static OpenPGPKey nist(String user) {
    return build(
        generator ->
            generator
                .withPrimaryKey(PGPKeyPairGenerator::generateLegacyEd25519KeyPair)
                .addUserId(user)
                .addEncryptionSubkey(it -> it.generateNistP256ECDHKeyPair()));
  }

  /** RSA alone. */
  public static OpenPGPKey rsa(String user) {
    return build(generator -> generator.compositeRSAKey(2048, user));
  }

  private interface Kind {
    OpenPGPKeyGenerator.WithPrimaryKey of(OpenPGPKeyGenerator generator) throws PGPException;
  }

  private static OpenPGPKey build(Kind kind) {
    try {
      return kind.of(new BcOpenPGPApi().generateKey(4)).build();
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a key is encrypted to. */
  public static List<OpenPgpPublicKey> publicKeys(OpenPGPKey key) {
    try {
      return OpenPgpPublicKey.parse(key.toCertificate().getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What opens that, by way of a file. */
  public static List<OpenPgpSecretKey> secretKeys(OpenPGPKey key, Path folder) {
    try {
      Path file = Files.createTempFile(folder, "secret", ".gpg");
      Files.write(file, key.getEncoded());
      return OpenPgpSecretKey.read(file, new char[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
