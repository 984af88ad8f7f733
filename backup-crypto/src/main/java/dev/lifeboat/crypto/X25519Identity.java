package dev.lifeboat.crypto;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A private key of the X25519 kind, {@code AGE-SECRET-KEY-1…}. Thread-safe. */
public final class X25519Identity extends AgeIdentity {
  /** What the text of an identity begins with, before the separator. */
  static final String HRP = "AGE-SECRET-KEY-";

  private final byte[] secret;
  private final X25519Recipient recipient;
  private boolean destroyed;

  private X25519Identity(byte[] secret) {
    this.secret = secret;
    this.recipient = new X25519Recipient(X25519.publicKey(secret));
  }

  /**
   * Makes a new identity from the system's secure random numbers.
   *
   * @return an identity that exists nowhere else: keep it, with {@link IdentityFile#write} or
   *     {@link #encoded()}, before anything is encrypted to it
   */
  public static X25519Identity generate() {
    return new X25519Identity(Randomness.bytes(X25519.LENGTH));
  }

  /**
   * Reads a private key.
   *
   * @param text {@code AGE-SECRET-KEY-1…}, in upper case
   * @return the identity
   * @throws RefusedException if the text is malformed; the message does not hold it
   */
  public static X25519Identity parse(CharSequence text) {
    try {
      Bech32 decoded = Bech32.decode(text);
      if (decoded.hrp().equals(HRP) && decoded.data().length == X25519.LENGTH) {
        return new X25519Identity(decoded.data());
      }
      throw refused("it is of another kind");
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException(
        "The identity is no X25519 private key, %s; copy the 74 characters of AGE-SECRET-KEY-1… again"
            .formatted(why));
  }

  @Override
  public X25519Recipient recipient() {
    return recipient;
  }

  /**
   * The secret as text, {@code AGE-SECRET-KEY-1…}, for hosts that keep it in a vault of their own.
   *
   * @return a copy, to be wiped by the caller
   */
  public char[] encoded() {
    byte[] copy = secretCopy();
    try {
      return Bech32.encode(HRP, copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** A copy, so that a {@link #destroy()} meanwhile cannot make the zero key out of this one. */
  private synchronized byte[] secretCopy() {
    if (destroyed) {
      throw new IllegalStateException("The identity of " + recipient + " was destroyed");
    }
    return secret.clone();
  }

  @Override
  @Nullable FileKey unwrap(List<Stanza> stanzas) {
    byte[] copy = secretCopy();
    try {
      for (Stanza stanza : stanzas) {
        FileKey fileKey = stanza.type().equals(X25519.TYPE) ? unwrap(stanza, copy) : null;
        if (fileKey != null) {
          return fileKey;
        }
      }
      return null;
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) {
    byte[] share = share(stanza);
    byte[] wrapKey = X25519.wrapKey(secretCopy, share, share, recipient.key());
    if (wrapKey == null) {
      throw damaged("its share is of low order");
    }
    return FileKey.unwrap(wrapKey, stanza.body());
  }

  private static byte[] share(Stanza stanza) {
    if (stanza.arguments().size() != 2) {
      throw damaged("it must have two arguments");
    }
    if (stanza.body().length != FileKey.WRAPPED_LENGTH) {
      throw damaged("its body must have 32 bytes");
    }
    try {
      byte[] share = Base64Text.decode(stanza.arguments().get(1));
      if (share.length == X25519.LENGTH) {
        return share;
      }
    } catch (IllegalArgumentException e) {
      throw damaged(e.getMessage());
    }
    throw damaged("its share must have 32 bytes");
  }

  private static DamagedException damaged(String why) {
    return Damage.inHeader("an X25519 stanza is malformed, " + why);
  }

  /** Names the public key; the secret is not shown. */
  @Override
  public String toString() {
    return "identity of " + recipient;
  }
}
