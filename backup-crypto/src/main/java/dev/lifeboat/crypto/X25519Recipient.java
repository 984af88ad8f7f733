package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;
import java.util.List;

/** A public key of the X25519 kind, {@code age1…}. Immutable. */
public final class X25519Recipient extends AgeRecipient {
  private static final String HRP = "age";

  private final byte[] key;
  private final String text;

  X25519Recipient(byte[] key) {
    this.key = key.clone();
    this.text = new String(Bech32.encode(HRP, key));
  }

  /**
   * Reads a public key.
   *
   * @param text {@code age1…}, in lower case
   * @return the recipient
   * @throws RefusedException if the text is malformed
   */
  public static X25519Recipient parse(String text) {
    Given.value(text, "the text of the key");
    return new X25519Recipient(PublicKeyText.decode(HRP, "X25519", X25519.LENGTH, text));
  }

  @Override
  Stanza wrap(FileKey fileKey) {
    byte[] ephemeral = Randomness.bytes(X25519.LENGTH);
    byte[] share = X25519.publicKey(ephemeral);
    byte[] wrapKey = X25519.wrapKey(ephemeral, key, share, key);
    Arrays.fill(ephemeral, (byte) 0);
    if (wrapKey == null) {
      throw new RefusedException(
          "The recipient '%s' is a key of low order that protects nothing; use another"
              .formatted(text));
    }
    return new Stanza(List.of(X25519.TYPE, Base64Text.encode(share)), fileKey.wrap(wrapKey));
  }

  byte[] key() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof X25519Recipient that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return text;
  }
}
