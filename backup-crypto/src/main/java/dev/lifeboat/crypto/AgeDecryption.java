package dev.lifeboat.crypto;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads age files, armored or not. */
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
    BufferedInputStream buffered = new BufferedInputStream(source, HEADER_BUFFER);
    InputStream file = isArmored(buffered) ? ArmorInputStream.whole(buffered) : buffered;
    Preamble preamble = Preamble.read(file, identities);
    return PayloadInputStream.toTheEnd(file, preamble.key(), 0);
  }

  private static boolean isArmored(BufferedInputStream source) throws IOException {
    source.mark(1);
    int first = source.read();
    source.reset();
    return ArmorLines.mayBegin(first);
  }

  @Override
  public ByteRanges decrypt(ByteRanges source) throws IOException {
    try (WindowedInputStream beginning = new WindowedInputStream(source, HEADER_BUFFER)) {
      if (!ArmorLines.mayBegin(beginning.peek())) {
        return AgeRanges.open(source, Preamble.read(beginning, identities));
      }
    }
    ByteRanges file = ArmorRanges.open(source);
    try (WindowedInputStream beginning = new WindowedInputStream(file, HEADER_BUFFER)) {
      return AgeRanges.open(file, Preamble.read(beginning, identities));
    }
  }

  @Override
  public String toString() {
    return "age with " + identities;
  }
}
