package dev.lifeboat.crypto;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * What decrypts: a private key, a passphrase, or a service that keeps the key. Thread-safe.
 *
 * <p>Its secret is in no {@code toString()} and no exception. {@link #destroy()} wipes it from
 * memory; whatever uses it afterwards throws {@link IllegalStateException}.
 */
public abstract sealed class AgeIdentity implements Destroyable
    permits KeyPairIdentity, PassphraseIdentity, SshIdentity, KeyServiceIdentity {
  private final Secret secret;

  AgeIdentity(Secret secret) {
    this.secret = secret;
  }

  /**
   * Reads a private key of age's own, whatever its kind; {@link IdentityFile} reads other kinds
   * too.
   *
   * @param text {@code AGE-SECRET-KEY-1…} or {@code AGE-SECRET-KEY-PQ-1…}; blanks around it are
   *     ignored. A {@link java.nio.CharBuffer} can be wiped afterwards, a string cannot
   * @return the identity
   * @throws RefusedException if the text is malformed, or of a kind that is not known
   */
  public static AgeIdentity parse(CharSequence text) {
    Given.value(text, "the text of the key");
    CharSequence stripped = strip(text);
    return HybridIdentity.isMeant(stripped)
        ? HybridIdentity.parse(stripped)
        : X25519Identity.parse(stripped);
  }

  /** Without blanks around it, and without a copy. */
  static CharSequence strip(CharSequence text) {
    int start = 0;
    int end = text.length();
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    return text.subSequence(start, end);
  }

  /** Whether a text begins so, without a copy. */
  static boolean startsWith(CharSequence text, String beginning) {
    int length = beginning.length();
    return text.length() >= length && beginning.contentEquals(text.subSequence(0, length));
  }

  /** The recipient that this identity belongs to. */
  public abstract AgeRecipient recipient();

  /** Wipes the secret from memory. */
  @Override
  public final void destroy() {
    secret.destroy();
  }

  @Override
  public final boolean isDestroyed() {
    return secret.isDestroyed();
  }

  /** A copy, to be wiped by the caller. */
  final byte[] secretCopy() {
    return secret.copy();
  }

  /**
   * Unwraps the key of a file.
   *
   * @return the key, or null if no stanza is for this identity
   * @throws DamagedException if a stanza of this identity's kind breaks the rules of its kind
   */
  final @Nullable FileKey unwrap(List<Stanza> stanzas) throws IOException {
    byte[] copy = secretCopy();
    try {
      for (Stanza stanza : stanzas) {
        FileKey fileKey = stanza.type().equals(type()) ? unwrap(stanza, copy) : null;
        if (fileKey != null) {
          return fileKey;
        }
      }
      return null;
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** The first argument of the stanzas of this identity's kind. */
  abstract String type();

  /**
   * Unwraps the key of a stanza of this kind.
   *
   * @param secretCopy wiped afterwards
   * @return the key, or null if the stanza is not for this identity
   * @throws DamagedException if the stanza breaks the rules of its kind
   */
  abstract @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) throws IOException;

  /** Names the recipient; the secret is not shown. */
  @Override
  public String toString() {
    return "identity of " + recipient();
  }
}
