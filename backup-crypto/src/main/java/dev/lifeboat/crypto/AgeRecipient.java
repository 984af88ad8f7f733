package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.util.Locale;

/** A public key that files are encrypted to. Immutable. */
public abstract sealed class AgeRecipient permits X25519Recipient {
  AgeRecipient() {}

  /**
   * Reads a public key, whatever its kind.
   *
   * @param text such as {@code age1…}; blanks around it are ignored
   * @return the recipient
   * @throws RefusedException if the text is malformed, or of a kind that is not known
   */
  public static AgeRecipient parse(String text) {
    String stripped = text.strip();
    if (stripped.toUpperCase(Locale.ROOT).startsWith(X25519Identity.HRP)) {
      throw new RefusedException(
          "A private key was given as a recipient; give the public key that belongs to it (age1…)");
    }
    return X25519Recipient.parse(stripped);
  }

  /** Wraps the key of a file so that the identity of this recipient, and none else, unwraps it. */
  abstract Stanza wrap(FileKey fileKey);

  /** The public key as {@link #parse} reads it. */
  @Override
  public abstract String toString();
}
