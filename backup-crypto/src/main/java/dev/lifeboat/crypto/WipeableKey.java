package dev.lifeboat.crypto;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A ChaCha20 key that can be wiped, which {@code SecretKeySpec} cannot. */
final class WipeableKey implements SecretKey {
  @Serial private static final long serialVersionUID = 1L;

  private final transient byte[] bytes;
  private transient boolean destroyed;

  /** Takes the bytes as its own. */
  WipeableKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The same key, to be destroyed by itself. */
  WipeableKey copy() {
    return new WipeableKey(getEncoded());
  }

  @Override
  public String getAlgorithm() {
    return "ChaCha20";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public synchronized byte[] getEncoded() {
    if (destroyed) {
      throw new IllegalStateException("The key was destroyed");
    }
    return bytes.clone();
  }

  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Serial
  private void writeObject(ObjectOutputStream target) throws NotSerializableException {
    throw new NotSerializableException("a key is never serialized");
  }
}
