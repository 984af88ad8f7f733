package dev.lifeboat.crypto.minisign;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import java.nio.charset.StandardCharsets;

/** Makes minisign signatures. */
final class MinisignSigner implements Signer {
  private final SigningKey key;

  MinisignSigner(SigningKey key) {
    this.key = key;
  }

  @Override
  public String extension() {
    return Minisign.EXTENSION;
  }

  @Override
  public byte[] sign(byte[] document, String statement) {
    if (statement.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("A statement is one line without control characters");
    }
    byte[] comment = statement.getBytes(StandardCharsets.UTF_8);
    byte[] signature = key.sign(SignatureFile.digest(document));
    byte[] global = key.sign(SignatureFile.covered(signature, comment));
    return new SignatureFile(key.publicKey().id(), signature, comment, global).format();
  }

  @Override
  public SignatureVerifier verifier() {
    return Minisign.verifying(key.publicKey());
  }

  @Override
  public String toString() {
    return "minisign with the private key of " + key.publicKey();
  }
}
