package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;

/**
 * A service that keeps a key and lets nobody see it, such as AWS KMS, Vault or a hardware module:
 * it wraps and unwraps the key of each file (envelope encryption). {@link KeyServiceRecipient}
 * encrypts to it, {@link KeyServiceIdentity} decrypts with it. Implementations are thread-safe.
 */
public interface KeyService {
  /**
   * The name of the key, which every file tells in plain text, and by which the service that opens
   * it is found. It names the same key for ever, a version of it included if need be.
   */
  String name();

  /**
   * Wraps a key.
   *
   * @param key 16 bytes; wiped by the caller afterwards, so never kept
   * @return what {@link #unwrap} turns into the key again, at most 16 KiB; it should be
   *     authenticated, as that of every AEAD is
   * @throws IOException if the service cannot be reached; trying again may help
   * @throws RefusedException if the service does not do it for this host
   */
  byte[] wrap(byte[] key) throws IOException;

  /**
   * Unwraps a key.
   *
   * @param wrapped from a file, and perhaps hostile
   * @return the key; wiped by the caller
   * @throws IOException if the service cannot be reached; trying again may help
   * @throws RefusedException if it was not wrapped by this key, or the service does not do it for
   *     this host
   */
  byte[] unwrap(byte[] wrapped) throws IOException;
}
