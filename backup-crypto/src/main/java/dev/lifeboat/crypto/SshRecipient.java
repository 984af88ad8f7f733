package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A public key of OpenSSH, {@code ssh-ed25519 …}. Immutable.
 *
 * <p>For keys that exist already; one made for encryption is better kept apart from logins, and a
 * file tells by four bytes which SSH key it is for.
 */
public final class SshRecipient extends AgeRecipient {
  private final byte[] key;
  private final String text;

  SshRecipient(byte[] key) {
    this.key = key.clone();
    this.text = Ssh.TYPE + " " + Base64.getEncoder().encodeToString(Ssh.wire(key));
  }

  /**
   * Reads a public key, such as the line of a file {@code id_ed25519.pub}.
   *
   * @param text {@code ssh-ed25519}, base64, and perhaps a comment
   * @return the recipient
   * @throws RefusedException if the text is malformed, or a key of SSH of another kind
   */
  public static SshRecipient parse(String text) {
    Given.value(text, "the text of the key");
    String[] parts = text.strip().split("[ \t]+", 3);
    if (!parts[0].equals(Ssh.TYPE) || parts.length < 2) {
      throw refused("it is of another kind");
    }
    try {
      return new SshRecipient(Ssh.publicKey(Base64.getDecoder().decode(parts[1])));
    } catch (IllegalArgumentException e) {
      throw refused("it is malformed");
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException(
        "The recipient that was given is no ssh-ed25519 public key, %s; copy the line of"
                .formatted(why)
            + " id_ed25519.pub again, or use a key of age (age1…)");
  }

  static boolean isMeant(String text) {
    return text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("sk-");
  }

  @Override
  Stanza wrap(FileKey fileKey) {
    byte[] ephemeral = Randomness.bytes(X25519.LENGTH);
    byte[] share = X25519.publicKey(ephemeral);
    byte[] wrapKey = Ssh.wrapKey(ephemeral, Ssh.x25519PublicKey(key), share, key);
    Arrays.fill(ephemeral, (byte) 0);
    if (wrapKey == null) {
      throw refused("it is of low order and protects nothing");
    }
    return new Stanza(
        List.of(Ssh.TYPE, Ssh.tag(key), Base64Text.encode(share)), fileKey.wrap(wrapKey));
  }

  byte[] key() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshRecipient that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  /** Without a comment. */
  @Override
  public String toString() {
    return text;
  }
}
