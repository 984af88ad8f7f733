package dev.lifeboat.crypto;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A private key of the post-quantum hybrid kind (ML-KEM-768 and X25519), {@code
 * AGE-SECRET-KEY-PQ-1…}. Thread-safe.
 */
public final class HybridIdentity extends KeyPairIdentity {
  private static final String HYBRID_HRP = HRP + "PQ-";

  private final HybridRecipient recipient;

  private HybridIdentity(byte[] secret) {
    super(HYBRID_HRP, secret);
    this.recipient = new HybridRecipient(Hybrid.publicKey(secret));
  }

  /**
   * Makes a new identity from the system's secure random numbers.
   *
   * @return an identity that exists nowhere else: keep it, with {@link IdentityFile#write} or
   *     {@link #encoded()}, before anything is encrypted to it
   */
  public static HybridIdentity generate() {
    return new HybridIdentity(Randomness.bytes(LENGTH));
  }

  /**
   * Reads a private key.
   *
   * @param text {@code AGE-SECRET-KEY-PQ-1…}, in upper case
   * @return the identity
   * @throws RefusedException if the text is malformed; the message does not hold it
   */
  public static HybridIdentity parse(CharSequence text) {
    Given.value(text, "the text of the key");
    return new HybridIdentity(decode(HYBRID_HRP, "ML-KEM-768 and X25519", text));
  }

  static boolean isMeant(CharSequence text) {
    return startsWith(text, HYBRID_HRP);
  }

  @Override
  public HybridRecipient recipient() {
    return recipient;
  }

  @Override
  String type() {
    return Hybrid.TYPE;
  }

  @Override
  @Nullable FileKey unwrap(Stanza stanza, byte[] secretCopy) {
    byte[] share = stanza.require(2, FileKey.WRAPPED_LENGTH).bytes(1, Hybrid.SHARE_LENGTH);
    if (X25519.isOfLowOrder(Hybrid.x25519Part(share))) {
      throw stanza.malformed("its share is of low order");
    }
    byte[] bytes = Hybrid.open(secretCopy, share, stanza.body());
    return bytes == null ? null : FileKey.of(bytes);
  }
}
