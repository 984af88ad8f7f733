package dev.lifeboat.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Encrypts streams to recipients. Implementations are thread-safe; they hold public keys alone
 * where the scheme allows.
 *
 * <p>Every implementation passes {@code EncryptionContract}, in {@code backup-testkit}.
 */
public interface Encryption {
  /** The stable name of the scheme that the manifest records, such as {@code age}. */
  String scheme();

  /** What the names of encrypted objects end with, without a dot; empty for none. */
  String extension();

  /** The public names of those who can decrypt; empty for none. */
  List<String> recipients();

  /**
   * Encrypts what is written to the result into the target.
   *
   * @param target where the encrypted bytes go; stays open, the caller owns it
   * @return the stream to write to; its output is valid only once finished
   * @throws IOException if the target fails
   */
  FinishableOutputStream encrypt(OutputStream target) throws IOException;
}
