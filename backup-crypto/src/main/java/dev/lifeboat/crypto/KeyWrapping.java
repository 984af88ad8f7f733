package dev.lifeboat.crypto;

import java.security.GeneralSecurityException;

/** How a kind of key wraps other keys. Thread-safe. */
sealed interface KeyWrapping permits AesKeyWrapping, RsaKeyWrapping, EcKeyWrapping {
  /** How many bytes tell keys apart. */
  int FINGERPRINT_LENGTH = 8;

  /** What tells the key from others and not what it is; empty if it cannot be derived. */
  byte[] fingerprint();

  /** Wraps a key of {@link FileKey#LENGTH}, which is not kept. */
  byte[] wrap(byte[] key) throws GeneralSecurityException;

  /**
   * Unwraps a key.
   *
   * @throws GeneralSecurityException if it was not wrapped by this key
   */
  byte[] unwrap(byte[] wrapped) throws GeneralSecurityException;
}
