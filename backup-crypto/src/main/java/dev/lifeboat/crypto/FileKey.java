package dev.lifeboat.crypto;

import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/** The random key of one file, from which all others are derived; wiped when closed. */
final class FileKey implements AutoCloseable {
  static final int LENGTH = 16;
  static final int WRAPPED_LENGTH = LENGTH + Aead.TAG_LENGTH;

  /** A key that wraps is used once, so its nonce need not differ. */
  private static final byte[] WRAP_NONCE = new byte[Aead.NONCE_LENGTH];

  private static final byte[] NO_SALT = {};

  private final byte[] bytes;

  private FileKey(byte[] bytes) {
    this.bytes = bytes;
  }

  static FileKey generate() {
    return new FileKey(Randomness.bytes(LENGTH));
  }

  /** A key that was unwrapped elsewhere; takes the {@link #LENGTH} bytes as its own. */
  static FileKey of(byte[] bytes) {
    return new FileKey(bytes);
  }

  /** A copy for those who wrap it in ways of their own, to be wiped. */
  byte[] copy() {
    return bytes.clone();
  }

  /**
   * Opens what {@link #wrap} sealed.
   *
   * @param wrapKey wiped by this call
   * @param body of {@link #WRAPPED_LENGTH}
   * @return the key, or null if it was wrapped with another key
   */
  static @Nullable FileKey unwrap(byte[] wrapKey, byte[] body) {
    WipeableKey key = new WipeableKey(wrapKey);
    byte[] bytes = new byte[LENGTH];
    try {
      Aead.opening(key).apply(WRAP_NONCE, Slice.first(body, WRAPPED_LENGTH), Slice.of(bytes));
      return new FileKey(bytes);
    } catch (AEADBadTagException e) {
      return null;
    } finally {
      key.destroy();
    }
  }

  /**
   * Seals this key with another.
   *
   * @param wrapKey used for nothing else; wiped by this call
   */
  byte[] wrap(byte[] wrapKey) {
    WipeableKey key = new WipeableKey(wrapKey);
    byte[] body = new byte[WRAPPED_LENGTH];
    try {
      Aead.sealing(key).apply(WRAP_NONCE, Slice.of(bytes), Slice.of(body));
      return body;
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(e);
    } finally {
      key.destroy();
    }
  }

  /** The code that authenticates a header (HMAC-SHA-256). */
  byte[] mac(byte[] header) {
    byte[] key = Hkdf.derive(bytes, NO_SALT, "header");
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(key));
    Arrays.fill(key, (byte) 0);
    hmac.update(header, 0, header.length);
    byte[] mac = new byte[hmac.getMacSize()];
    hmac.doFinal(mac, 0);
    return mac;
  }

  /** The key that seals the payload. */
  WipeableKey payloadKey(byte[] nonce) {
    return new WipeableKey(Hkdf.derive(bytes, nonce, "payload"));
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
