package dev.lifeboat.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/** RSA with OAEP padding and SHA-256 throughout (RFC 8017, section 7.1). */
record RsaKeyWrapping(PublicKey publicKey, @Nullable PrivateKey privateKey) implements KeyWrapping {
  private static final OAEPParameterSpec PADDING =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  @Override
  public byte[] fingerprint() {
    return Sha256.fingerprint(publicKey);
  }

  @Override
  public byte[] wrap(byte[] fileKey) throws GeneralSecurityException {
    Cipher cipher = newCipher();
    cipher.init(Cipher.ENCRYPT_MODE, publicKey, PADDING);
    return cipher.doFinal(fileKey);
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
    if (privateKey == null) {
      throw new InvalidKeyException("The key store has only the certificate");
    }
    Cipher cipher = newCipher();
    cipher.init(Cipher.DECRYPT_MODE, privateKey, PADDING);
    return cipher.doFinal(wrapped);
  }

  private static Cipher newCipher() throws GeneralSecurityException {
    return Cipher.getInstance("RSA/ECB/OAEPPadding");
  }

  @Override
  public String toString() {
    return "RSA key";
  }
}
