package dev.lifeboat.crypto;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads age files. */
final class AgeDecryption implements Decryption {
  private static final int HEADER_BUFFER = 4 * 1024;

  private final List<AgeIdentity> identities;

  AgeDecryption(List<AgeIdentity> identities) {
    this.identities = identities;
  }

  @Override
  public String scheme() {
    return Age.SCHEME;
  }

  @Override
  public InputStream decrypt(InputStream source) throws IOException {
    // Headers are read byte by byte; chunks are larger than the buffer and go past it.
    InputStream buffered = new BufferedInputStream(source, HEADER_BUFFER);
    Preamble preamble = Preamble.read(buffered, identities);
    return PayloadInputStream.toTheEnd(buffered, preamble.key(), 0);
  }

  @Override
  public ByteRanges decrypt(ByteRanges source) throws IOException {
    try (InputStream beginning = new WindowedInputStream(source, HEADER_BUFFER)) {
      return AgeRanges.open(source, Preamble.read(beginning, identities));
    }
  }

  @Override
  public String toString() {
    return "age with " + identities;
  }
}
