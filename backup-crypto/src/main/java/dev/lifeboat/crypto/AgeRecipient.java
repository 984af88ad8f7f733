package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;

/** Who can decrypt: a public key, a passphrase, or a service that keeps the key. Thread-safe. */
public abstract sealed class AgeRecipient
    permits X25519Recipient,
        HybridRecipient,
        PassphraseRecipient,
        SshRecipient,
        KeyServiceRecipient {
  AgeRecipient() {}

  /**
   * Which other recipients a file may have beside one: those of the same company. What is encrypted
   * to a passphrase, and to someone else as well, would seem to come from one who knows it; what is
   * encrypted to a key that a quantum computer breaks is not protected from it by another key.
   */
  enum Company {
    ANYONE,
    POST_QUANTUM,
    NOBODY
  }

  /**
   * Reads a public key, whatever its kind.
   *
   * @param text {@code age1…}, {@code age1pq1…}, or {@code ssh-ed25519 …} as OpenSSH writes it;
   *     blanks around it are ignored
   * @return the recipient
   * @throws RefusedException if the text is malformed, or of a kind that is not known
   */
  public static AgeRecipient parse(String text) {
    Given.value(text, "the text of the key");
    String stripped = text.strip();
    if (stripped.toUpperCase(Locale.ROOT).startsWith(KeyPairIdentity.HRP)) {
      throw new RefusedException(
          "A private key was given as a recipient; give the public key that belongs to it (age1…)");
    }
    if (SshRecipient.isMeant(stripped)) {
      return SshRecipient.parse(stripped);
    }
    PluginKey.pluginOfRecipient(stripped)
        .ifPresent(
            plugin -> {
              throw PluginKey.refused(stripped, plugin);
            });
    return HybridRecipient.isMeant(stripped)
        ? HybridRecipient.parse(stripped)
        : X25519Recipient.parse(stripped);
  }

  /**
   * Checks that recipients may share a file.
   *
   * @throws RefusedException if not
   */
  static void requireCompatible(Collection<AgeRecipient> recipients) {
    long companies = recipients.stream().map(AgeRecipient::company).distinct().count();
    boolean loner = recipients.stream().anyMatch(it -> it.company() == Company.NOBODY);
    if (loner && recipients.size() > 1) {
      throw new RefusedException(
          "A passphrase must be the only recipient of an age file; give it alone, or public keys");
    }
    if (companies > 1) {
      throw new RefusedException(
          "Post-quantum recipients (age1pq1…) were mixed with others, which would undo their"
              + " protection; give one kind alone");
    }
  }

  Company company() {
    return Company.ANYONE;
  }

  /**
   * Wraps the key of a file so that the identity of this recipient, and none else, unwraps it.
   *
   * @throws IOException if a service that does it cannot be reached
   */
  abstract Stanza wrap(FileKey fileKey) throws IOException;

  /** The public name of this recipient, which manifests record; a public key as parsed. */
  @Override
  public abstract String toString();
}
