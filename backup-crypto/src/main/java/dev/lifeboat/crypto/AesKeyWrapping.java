package dev.lifeboat.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** AES key wrap (RFC 3394). */
record AesKeyWrapping(SecretKey key) implements KeyWrapping {
  private static final String ALGORITHM = "AESWrap";

  @Override
  public byte[] fingerprint() {
    byte[] bytes = key.getEncoded();
    if (bytes == null) {
      return new byte[0];
    }
    byte[] derived = Hkdf.derive(bytes, new byte[0], KeyServices.TYPE + " fingerprint");
    Arrays.fill(bytes, (byte) 0);
    return Arrays.copyOf(derived, FINGERPRINT_LENGTH);
  }

  @Override
  public byte[] wrap(byte[] fileKey) throws GeneralSecurityException {
    WipeableKey copy = new WipeableKey(fileKey.clone());
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.WRAP_MODE, key);
      return cipher.wrap(copy);
    } finally {
      copy.destroy();
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(Cipher.UNWRAP_MODE, key);
    return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
  }

  @Override
  public String toString() {
    return "AES key";
  }
}
