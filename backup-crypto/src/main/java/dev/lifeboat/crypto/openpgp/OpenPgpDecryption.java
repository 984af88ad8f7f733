package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads OpenPGP files. */
final class OpenPgpDecryption implements Decryption {
  private final List<OpenPgpIdentity> identities;

  OpenPgpDecryption(List<OpenPgpIdentity> identities) {
    this.identities = identities;
  }

  @Override
  public String scheme() {
    return OpenPgp.SCHEME;
  }

  /** Reads the source once the result is read, and to its end then. */
  @Override
  public InputStream decrypt(InputStream source) {
    requireUsable();
    return new TwoPassInputStream(source, identities);
  }

  @Override
  public ByteRanges decrypt(ByteRanges source) throws IOException {
    requireUsable();
    try (InputStream all = source.readAll()) {
      return new MessageRanges(Message.authenticate(Spool.of(all), identities));
    }
  }

  private void requireUsable() {
    if (identities.stream().anyMatch(OpenPgpIdentity::isDestroyed)) {
      throw new IllegalStateException("An identity was destroyed");
    }
  }

  @Override
  public String toString() {
    return "OpenPGP with " + identities;
  }
}
