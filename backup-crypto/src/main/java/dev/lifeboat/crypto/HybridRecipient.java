package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.util.Arrays;
import java.util.List;

/**
 * A public key of the post-quantum hybrid kind (ML-KEM-768 and X25519), {@code age1pq1…}.
 * Immutable.
 *
 * <p>What is encrypted to it stays secret as long as either part is unbroken. Its recipients are
 * not mixed with others in a file.
 */
public final class HybridRecipient extends AgeRecipient {
  private static final String HRP = "age1pq";
  private static final String KIND = "ML-KEM-768 and X25519";

  private final byte[] key;
  private final String text;

  HybridRecipient(byte[] key) {
    this.key = key.clone();
    this.text = new String(Bech32.encode(HRP, key));
  }

  /**
   * Reads a public key.
   *
   * @param text {@code age1pq1…}, in lower case
   * @return the recipient
   * @throws RefusedException if the text is malformed
   */
  public static HybridRecipient parse(String text) {
    Given.value(text, "the text of the key");
    byte[] key = PublicKeyText.decode(HRP, KIND, Hybrid.PUBLIC_KEY_LENGTH, text);
    if (!canBeEncryptedTo(key)) {
      throw PublicKeyText.refused(
          HRP, KIND, Hybrid.PUBLIC_KEY_LENGTH, text, "its number is out of range");
    }
    return new HybridRecipient(key);
  }

  static boolean isMeant(String text) {
    return text.startsWith(HRP + "1");
  }

  /** Whether both parts are keys (FIPS 203, section 7.2, for the first), found by a try. */
  private static boolean canBeEncryptedTo(byte[] key) {
    try {
      Hybrid.seal(key, new byte[0]);
      return !X25519.isOfLowOrder(Hybrid.x25519Part(key));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  Company company() {
    return Company.POST_QUANTUM;
  }

  @Override
  Stanza wrap(FileKey fileKey) {
    byte[] copy = fileKey.copy();
    try {
      Hybrid.Sealed sealed = Hybrid.seal(key, copy);
      return new Stanza(List.of(Hybrid.TYPE, Base64Text.encode(sealed.share())), sealed.body());
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HybridRecipient that && Arrays.equals(key, that.key);
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
