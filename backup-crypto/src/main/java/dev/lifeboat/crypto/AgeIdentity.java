package dev.lifeboat.crypto;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.util.List;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * A private key that decrypts. Thread-safe.
 *
 * <p>Its secret is in no {@code toString()} and no exception. {@link #destroy()} wipes it from
 * memory; whatever uses it afterwards throws {@link IllegalStateException}.
 */
public abstract sealed class AgeIdentity implements Destroyable permits X25519Identity {
  AgeIdentity() {}

  /**
   * Reads a private key, whatever its kind.
   *
   * @param text such as {@code AGE-SECRET-KEY-1…}; blanks around it are ignored. A {@link
   *     java.nio.CharBuffer} can be wiped afterwards, a string cannot
   * @return the identity
   * @throws RefusedException if the text is malformed, or of a kind that is not known
   */
  public static AgeIdentity parse(CharSequence text) {
    return X25519Identity.parse(strip(text));
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

  /** The public key that belongs to this identity. */
  public abstract AgeRecipient recipient();

  /** Wipes the secret from memory. */
  @Override
  public abstract void destroy();

  /**
   * Unwraps the key of a file. All stanzas are given, since a kind may have to be the only one.
   *
   * @return the key, or null if no stanza is for this identity
   * @throws DamagedException if a stanza of this identity's kind breaks the rules of its kind
   */
  abstract @Nullable FileKey unwrap(List<Stanza> stanzas);
}
