package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * ChaCha20-Poly1305 (RFC 8439) under one key, of the JCA since the JVM accelerates it. For one
 * thread at a time.
 */
final class Aead {
  static final int TAG_LENGTH = 16;
  static final int NONCE_LENGTH = 12;

  private final WipeableKey key;
  private final int mode;
  private final Cipher cipher;

  private Aead(WipeableKey key, int mode) {
    this.key = key;
    this.mode = mode;
    this.cipher = newCipher();
  }

  static Aead sealing(WipeableKey key) {
    return new Aead(key, Cipher.ENCRYPT_MODE);
  }

  static Aead opening(WipeableKey key) {
    return new Aead(key, Cipher.DECRYPT_MODE);
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("ChaCha20-Poly1305");
    } catch (NoSuchAlgorithmException e) {
      throw new RefusedException(
          "No security provider of this JVM has ChaCha20-Poly1305; install one, such as SunJCE", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Seals or opens one message.
   *
   * @param nonce never used before with this key, if sealing
   * @param input where the message lies; from offset 0 the JDK opens it without a copy
   * @param output where the result goes
   * @return how many bytes were put there, all of them authenticated
   * @throws AEADBadTagException if what is to be opened was not sealed so; nothing of it is shown
   */
  int apply(byte[] nonce, Slice input, Slice output) throws AEADBadTagException {
    try {
      cipher.init(mode, key, new IvParameterSpec(nonce));
      return cipher.doFinal(
          input.bytes(), input.offset(), input.length(), output.bytes(), output.offset());
    } catch (AEADBadTagException e) {
      // Not every provider looks at the tag before it decrypts.
      output.wipe();
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
