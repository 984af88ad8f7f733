package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import org.jspecify.annotations.Nullable;

/** A private key of the X25519 kind, {@code AGE-SECRET-KEY-1…}. Thread-safe. */
public final class X25519Identity extends KeyPairIdentity {
  private final X25519Recipient recipient;

  private X25519Identity(byte[] secret) {
    super(HRP, secret);
    this.recipient = new X25519Recipient(X25519.publicKey(secret));
  }

  /**
   * Makes a new identity from the system's secure random numbers.
   *
   * @return an identity that exists nowhere else: keep it, with {@link IdentityFile#write} or
   *     {@link #encoded()}, before anything is encrypted to it
   */
  public static X25519Identity generate() {
    return new X25519Identity(Randomness.bytes(LENGTH));
  }

  /**
   * Reads a private key.
   *
   * @param text {@code AGE-SECRET-KEY-1…}, in upper case
   * @return the identity
   * @throws RefusedException if the text is malformed; the message does not hold it
   */
  public static X25519Identity parse(CharSequence text) {
    Given.value(text, "the text of the key");
    return new X25519Identity(decode(HRP, "X25519", text));
  }

  @Override
  public X25519Recipient recipient() {
    return recipient;
  }

  @Override
  String type() {
    return X25519.TYPE;
  }

  @Override
  @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) {
    byte[] share = stanza.require(2, FileKey.WRAPPED_LENGTH).bytes(1, X25519.LENGTH);
    byte[] wrapKey = X25519.wrapKey(secretCopy, share, share, recipient.key());
    if (wrapKey == null) {
      throw stanza.malformed("its share is of low order");
    }
    return FileKey.unwrap(wrapKey, stanza.body());
  }
}
