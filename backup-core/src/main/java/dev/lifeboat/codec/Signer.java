package dev.lifeboat.codec;

/**
 * Signs documents with a private key. Implementations are thread-safe.
 *
 * <p>Every implementation passes {@code SigningContract}, in {@code backup-testkit}.
 */
public interface Signer {
  /** What the names of signatures end with, without a dot, such as {@code minisig}. */
  String extension();

  /**
   * Signs a document.
   *
   * @param document what is signed
   * @param statement one line that is signed along with it, for people to read
   * @return the signature, to be kept beside the document
   */
  byte[] sign(byte[] document, String statement);

  /** Verifies what this signs. */
  SignatureVerifier verifier();
}
