package dev.lifeboat.testing;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.HexFormat;

/**
 * A small signer for tests below the crypto module: a line of hexadecimal, a line of statement. Not
 * for anything that matters.
 */
public final class LineSigner implements Signer, SignatureVerifier {
  private final KeyPair keys;

  private LineSigner(KeyPair keys) {
    this.keys = keys;
  }

  /** A signer with a new key. */
  public static LineSigner generate() {
    try {
      return new LineSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String extension() {
    return "sig";
  }

  @Override
  public byte[] sign(byte[] document, String statement) {
    if (statement.contains("\n")) {
      throw new IllegalArgumentException("A statement is one line");
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      update(signature, document, statement);
      String hex = HexFormat.of().formatHex(signature.sign());
      return (hex + "\n" + statement).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SignatureVerifier verifier() {
    return this;
  }

  @Override
  public String verify(byte[] document, byte[] signature) {
    String[] lines = new String(signature, StandardCharsets.UTF_8).split("\n", 2);
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(keys.getPublic());
      update(verifier, document, lines[lines.length - 1]);
      if (verifier.verify(HexFormat.of().parseHex(lines[0]))) {
        return lines[1];
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new DamagedException("it is no signature of it", e);
    }
    throw new DamagedException("it is no signature of it");
  }

  private static void update(Signature signature, byte[] document, String statement)
      throws GeneralSecurityException {
    byte[] line = statement.getBytes(StandardCharsets.UTF_8);
    signature.update((byte) (line.length >>> 8));
    signature.update((byte) line.length);
    signature.update(line);
    signature.update(document);
  }
}
