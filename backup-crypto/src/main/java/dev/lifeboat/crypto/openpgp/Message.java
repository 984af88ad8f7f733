package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPEncryptedDataList;

/**
 * A message that was read to its end and is what was written.
 *
 * @param spool the encrypted bytes
 * @param key which opens them
 * @param sizeBytes how much it holds
 */
record Message(Spool spool, SessionKey key, long sizeBytes) {
  /**
   * Reads a message to its end, showing nothing: the first pass.
   *
   * @throws RefusedException if none of the identities is meant, or the data is not protected
   *     against alteration
   * @throws DamagedException if it is not what was written
   */
  static Message authenticate(Spool spool, List<OpenPgpIdentity> identities) throws IOException {
    for (SessionKey key : keys(spool, identities)) {
      if (fits(spool, key)) {
        try (MessageInputStream content = MessageInputStream.open(spool.read(), key)) {
          return new Message(spool, key, content.transferTo(OutputStream.nullOutputStream()));
        }
      }
    }
    throw new RefusedException(
        "No given identity opens the OpenPGP file; give the private key or the passphrase it was"
            + " encrypted to (tried: %s)".formatted(identities));
  }

  private static List<SessionKey> keys(Spool spool, List<OpenPgpIdentity> identities)
      throws IOException {
    MessageSource source = new MessageSource(spool.read());
    try {
      PGPEncryptedDataList message = new PGPEncryptedDataList(new BCPGInputStream(source));
      SessionKeyPackets.requireCanonical(source.header());
      requireProtection(message);
      return SessionKeys.of(message, identities);
    } catch (IOException | RuntimeException e) {
      throw source.explain(e);
    }
  }

  private static boolean fits(Spool spool, SessionKey key) throws IOException {
    MessageSource source = new MessageSource(spool.read());
    try {
      PGPEncryptedDataList message = new PGPEncryptedDataList(new BCPGInputStream(source));
      return key.fits(message.getEncryptedData());
    } catch (IOException | RuntimeException e) {
      throw source.explain(e);
    }
  }

  private static void requireProtection(PGPEncryptedDataList message) {
    boolean chunked = message.getEncryptedData() instanceof AEADEncDataPacket;
    if (!message.isIntegrityProtected() && !chunked) {
      throw new RefusedException(
          "The OpenPGP file is not protected against alteration, and so not read; write it anew"
              + " without --disable-mdc and --rfc2440");
    }
  }

  /** Shows what it holds: another pass, which checks again. */
  MessageInputStream read() throws IOException {
    return MessageInputStream.open(spool.read(), key);
  }
}
