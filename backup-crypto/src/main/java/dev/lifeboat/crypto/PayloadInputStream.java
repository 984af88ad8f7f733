package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * Opens chunks one after another. A chunk is shown once it is authenticated as a whole; the end is
 * shown once the last chunk is authenticated as the last.
 */
final class PayloadInputStream extends InputStream {
  private static final int NOT_READ = -2;
  private static final int END = -1;

  private final InputStream source;
  private final WipeableKey key;
  private final ChunkCipher cipher;
  private final boolean reachesEnd;

  /** A chunk, and the byte after it. */
  private final byte[] sealed = new byte[ChunkCipher.SEALED_LENGTH + 1];

  private final byte[] plain = new byte[ChunkCipher.PLAIN_LENGTH];
  private int position;
  private int limit;

  /**
   * The first byte after the chunk that was read last, which tells whether that is the last one.
   */
  private int ahead = NOT_READ;

  /** Why nothing can be read any more. */
  private @Nullable String over;

  private PayloadInputStream(
      InputStream source, WipeableKey key, long firstChunk, boolean reachesEnd) {
    this.source = source;
    this.key = key;
    this.cipher = new ChunkCipher(Aead.opening(key), firstChunk);
    this.reachesEnd = reachesEnd;
  }

  /**
   * Opens the whole payload, or its last chunks, which end where the source does. Takes the key as
   * its own.
   */
  static PayloadInputStream toTheEnd(InputStream source, WipeableKey key, long firstChunk) {
    return new PayloadInputStream(source, key, firstChunk, true);
  }

  /** Opens some whole chunks, none of them the last of the payload. Takes the key as its own. */
  static PayloadInputStream within(InputStream source, WipeableKey key, long firstChunk) {
    return new PayloadInputStream(source, key, firstChunk, false);
  }

  @Override
  public int read() throws IOException {
    return fill() ? plain[position++] & 0xff : END;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (position == limit && length >= plain.length) {
      return openInto(new Slice(bytes, offset, plain.length));
    }
    if (!fill()) {
      return END;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(plain, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public void close() throws IOException {
    over = "is closed";
    position = limit = 0;
    key.destroy();
    Arrays.fill(plain, (byte) 0);
    source.close();
  }

  /** Sees to it that there is something to show; false at the authenticated end. */
  private boolean fill() throws IOException {
    requireUsable();
    if (position == limit && ahead != END) {
      // Whatever goes wrong, reading on must not come upon what looks like the end.
      over = "has failed";
      position = 0;
      limit = 0;
      limit = open(readChunk(), Slice.of(plain));
      over = null;
    }
    return position < limit;
  }

  /** Shows a whole chunk without keeping it, or finds the authenticated end. */
  private int openInto(Slice target) throws IOException {
    requireUsable();
    if (ahead == END) {
      return END;
    }
    over = "has failed";
    int count = open(readChunk(), target);
    over = null;
    return count == 0 ? END : count;
  }

  private void requireUsable() throws IOException {
    if (over != null) {
      throw new IOException("The decrypting stream " + over);
    }
  }

  private int readChunk() throws IOException {
    int carried = ahead == NOT_READ ? 0 : 1;
    sealed[0] = (byte) ahead;
    int length = carried + source.readNBytes(sealed, carried, sealed.length - carried);
    ahead = length < sealed.length ? END : sealed[ChunkCipher.SEALED_LENGTH] & 0xff;
    return Math.min(length, ChunkCipher.SEALED_LENGTH);
  }

  private int open(int length, Slice target) {
    if (length < Aead.TAG_LENGTH) {
      throw Damage.cut("data, at chunk %,d".formatted(cipher.number()));
    }
    if (length == Aead.TAG_LENGTH && cipher.number() > 0) {
      throw Damage.inPayload("it ends in a chunk without data");
    }
    try {
      return cipher.apply(Slice.first(sealed, length), target, ahead == END && reachesEnd);
    } catch (AEADBadTagException e) {
      throw Damage.inPayload(
          "chunk %,d is not what was written, or not the end".formatted(cipher.number() - 1));
    }
  }
}
