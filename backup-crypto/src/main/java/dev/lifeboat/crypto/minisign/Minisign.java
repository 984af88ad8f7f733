package dev.lifeboat.crypto.minisign;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Collection;
import java.util.List;

/**
 * Signs with a private key and verifies with public keys. Who verifies with another program runs
 * {@code minisign -V -m FILE -P KEY}.
 */
public final class Minisign {
  /** What the names of signatures end with, as stock {@code minisign} looks for them. */
  static final String EXTENSION = "minisig";

  private Minisign() {}

  /**
   * Signs with a private key.
   *
   * @param key stays the host's
   * @return a thread-safe signer, which works until the key is destroyed
   */
  public static Signer signing(SigningKey key) {
    Given.value(key, "the key");
    return new MinisignSigner(key);
  }

  /**
   * Verifies with public keys: a signature by any one of them counts.
   *
   * @param keys at least one; several while one key follows another
   * @return a thread-safe verifier
   * @throws RefusedException if there is none
   */
  public static SignatureVerifier verifying(VerificationKey... keys) {
    Given.value(keys, "the keys");
    return verifying(List.of(keys));
  }

  /**
   * Verifies with public keys: a signature by any one of them counts.
   *
   * @param keys at least one; several while one key follows another
   * @return a thread-safe verifier
   * @throws RefusedException if there is none
   */
  public static SignatureVerifier verifying(Collection<VerificationKey> keys) {
    Given.values(keys, "the keys");
    if (keys.isEmpty()) {
      throw new RefusedException("No verification key was given; give at least one (RW…)");
    }
    return new MinisignVerifier(List.copyOf(keys));
  }
}
