package dev.lifeboat.codec;

/**
 * Tells by public keys whether a {@link Signer} signed a document. Implementations are thread-safe.
 */
public interface SignatureVerifier {
  /** What the names of signatures end with, as {@link Signer#extension()}. */
  String extension();

  /**
   * Verifies a signature.
   *
   * @param document what was signed
   * @param signature that was kept beside it
   * @return the statement that was signed along with the document
   * @throws dev.lifeboat.error.DamagedException if this is no signature of this very document by
   *     one of the keys; the message says in half a sentence what is wrong
   */
  String verify(byte[] document, byte[] signature);
}
