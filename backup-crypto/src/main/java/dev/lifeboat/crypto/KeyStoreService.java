package dev.lifeboat.crypto;

import dev.lifeboat.crypto.keyfile.SecretFile;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.HexFormat;
import javax.crypto.SecretKey;

/**
 * A {@link KeyService} without a network: a key in a key store of Java, such as a PKCS#12 file or a
 * hardware module behind PKCS#11. Thread-safe as far as its key is.
 *
 * <p>The key is one for AES, or a key pair of the RSA or EC kind; where the store has only the
 * certificate of a pair, files can be encrypted to it and not decrypted. Its name tells the alias
 * and, where it can be derived, a fingerprint of the key.
 */
public final class KeyStoreService implements KeyService {
  private final String name;
  private final KeyWrapping wrapping;

  private KeyStoreService(String name, KeyWrapping wrapping) {
    this.name = name;
    this.wrapping = wrapping;
  }

  /**
   * Takes a key out of a PKCS#12 file.
   *
   * @param file the path; if others than its owner may read it, that is logged as a warning
   * @param password of the file and of the key; left as it is, to be wiped by the caller
   * @param alias which key
   * @return the service
   * @throws RefusedException if there is no such file or key, or the password is not the right one
   * @throws IOException if the file cannot be read
   */
  public static KeyStoreService open(Path file, char[] password, String alias) throws IOException {
    Given.value(file, "the file");
    Given.value(password, "the password");
    Given.value(alias, "the alias of the key");
    try (SecretFile content = SecretFile.read(file)) {
      return of(load(file, content, password), password, alias);
    }
  }

  private static KeyStore load(Path file, SecretFile content, char[] password) throws IOException {
    try (InputStream source = content.stream()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(source, password);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      // The JDK tells a wrong password as an I/O failure; the bytes are in memory already.
      throw new RefusedException(
          "The key store %s could not be opened; check its password, and that it is PKCS#12"
              .formatted(file),
          e);
    }
  }

  /**
   * Takes a key out of a store that the host opened.
   *
   * @param store of any kind, loaded
   * @param password of the key; left as it is, to be wiped by the caller
   * @param alias which key
   * @return the service
   * @throws RefusedException if there is no such key, or it is of another kind
   */
  public static KeyStoreService of(KeyStore store, char[] password, String alias) {
    Given.value(store, "the key store");
    Given.value(password, "the password");
    Given.value(alias, "the alias of the key");
    try {
      Key key = store.getKey(alias, password);
      KeyWrapping wrapping = wrapping(key, store.getCertificate(alias), alias);
      String fingerprint = HexFormat.of().formatHex(wrapping.fingerprint());
      String suffix = fingerprint.isEmpty() ? "" : ":" + fingerprint;
      return new KeyStoreService("keystore:" + alias + suffix, wrapping);
    } catch (GeneralSecurityException e) {
      throw new RefusedException(
          "The key %s could not be taken out of the key store; check its password".formatted(alias),
          e);
    }
  }

  private static KeyWrapping wrapping(Key key, Certificate certificate, String alias) {
    if (key instanceof SecretKey secret && secret.getAlgorithm().equals("AES")) {
      return new AesKeyWrapping(secret);
    }
    PrivateKey privateKey = key instanceof PrivateKey own ? own : null;
    if (certificate != null && certificate.getPublicKey().getAlgorithm().equals("RSA")) {
      return new RsaKeyWrapping(certificate.getPublicKey(), privateKey);
    }
    if (certificate != null && certificate.getPublicKey().getAlgorithm().equals("EC")) {
      return new EcKeyWrapping(certificate.getPublicKey(), privateKey);
    }
    throw new RefusedException(
        "The key store has no key %s of the kind AES, RSA or EC; check the alias".formatted(alias));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] wrap(byte[] key) {
    try {
      return wrapping.wrap(key);
    } catch (GeneralSecurityException e) {
      throw new RefusedException(
          "The key %s could not wrap a file's key; check that it may be used so".formatted(name),
          e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped) {
    try {
      return wrapping.unwrap(wrapped);
    } catch (GeneralSecurityException e) {
      throw new RefusedException(
          "The key %s does not unwrap the file's key; give the key it was wrapped with"
              .formatted(name),
          e);
    }
  }

  /** Its name; the key is not shown. */
  @Override
  public String toString() {
    return name;
  }
}
