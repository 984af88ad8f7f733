package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;

/**
 * What lies before the chunks of an age file, opened: header and nonce.
 *
 * @param key of the payload
 * @param sizeBytes where the chunks begin
 */
record Preamble(WipeableKey key, long sizeBytes) {
  static final int NONCE_LENGTH = 16;

  /** Reads and authenticates what the source begins with, and no more. */
  static Preamble read(InputStream source, Collection<? extends AgeIdentity> identities)
      throws IOException {
    Header header = HeaderReader.read(source);
    try (FileKey fileKey = header.open(identities)) {
      byte[] nonce = source.readNBytes(NONCE_LENGTH);
      if (nonce.length < NONCE_LENGTH) {
        throw Damage.cut("nonce");
      }
      return new Preamble(fileKey.payloadKey(nonce), header.sizeBytes() + NONCE_LENGTH);
    }
  }
}
