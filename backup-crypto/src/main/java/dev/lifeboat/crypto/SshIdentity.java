package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A private key of OpenSSH of the Ed25519 kind. Thread-safe. {@link IdentityFile#read} reads it
 * from a file such as {@code id_ed25519}.
 */
public final class SshIdentity extends AgeIdentity {
  private final SshRecipient recipient;

  /** Takes the X25519 secret of the key as its own. */
  private SshIdentity(byte[] secret, SshRecipient recipient) {
    super(new Secret(secret));
    this.recipient = recipient;
  }

  /**
   * Reads a private key as OpenSSH writes it.
   *
   * @param text from {@code -----BEGIN OPENSSH PRIVATE KEY-----} to its end
   * @return the identity
   * @throws RefusedException if it is malformed, of another kind, or has a passphrase
   */
  public static SshIdentity parse(CharSequence text) {
    Given.value(text, "the text of the key");
    SshPrivateKey key = SshPrivateKey.parse(text);
    try {
      return new SshIdentity(Ssh.x25519Secret(key.seed()), new SshRecipient(key.publicKey()));
    } finally {
      key.wipe();
    }
  }

  static boolean isMeant(CharSequence text) {
    return startsWith(text, SshPrivateKey.BEGIN);
  }

  @Override
  public SshRecipient recipient() {
    return recipient;
  }

  @Override
  String type() {
    return Ssh.TYPE;
  }

  @Override
  @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) {
    byte[] share = stanza.require(3, FileKey.WRAPPED_LENGTH).bytes(2, X25519.LENGTH);
    byte[] key = recipient.key();
    stanza.bytes(1, Ssh.TAG_LENGTH);
    if (!stanza.arguments().get(1).equals(Ssh.tag(key))) {
      return null;
    }
    byte[] wrapKey = Ssh.wrapKey(secretCopy, share, share, key);
    if (wrapKey == null) {
      throw stanza.malformed("its share is of low order");
    }
    return FileKey.unwrap(wrapKey, stanza.body());
  }
}
