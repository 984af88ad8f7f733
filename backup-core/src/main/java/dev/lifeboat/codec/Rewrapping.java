package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Exchanges who can decrypt what an {@link Encryption} of the same scheme made, without decrypting
 * the data: the key of each file is unwrapped and wrapped again. Implementations are thread-safe.
 *
 * <p>It takes nothing away from those who could decrypt before and have kept a copy, be it of the
 * file or of its key.
 */
public interface Rewrapping {
  /** The stable name of the scheme, as {@link Encryption#scheme()}. */
  String scheme();

  /** The public names of those whose private keys are at hand. */
  List<String> holders();

  /**
   * Copies an encrypted file with another header; what comes after the header is copied as it is,
   * and is not looked at.
   *
   * @param source the encrypted bytes; stays open
   * @param target where the bytes for others go; stays open
   * @param recipients the public names of all who can decrypt then
   * @throws dev.lifeboat.error.RefusedException if no private key at hand opens the file, or a
   *     recipient is none; nothing was written then
   * @throws dev.lifeboat.error.DamagedException if the header is not what was written; nothing was
   *     written then
   * @throws IOException if the source or the target fails
   */
  void rewrap(InputStream source, OutputStream target, List<String> recipients) throws IOException;
}
