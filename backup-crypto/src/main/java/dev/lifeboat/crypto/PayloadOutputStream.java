package dev.lifeboat.crypto;

import dev.lifeboat.codec.FinishableOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is written in chunks. A chunk goes to the target once it is known not to be the last.
 */
final class PayloadOutputStream extends FinishableOutputStream {
  private final OutputStream target;
  private final WipeableKey key;
  private final ChunkCipher cipher;
  private final byte[] plain = new byte[ChunkCipher.PLAIN_LENGTH];
  private final byte[] sealed = new byte[ChunkCipher.SEALED_LENGTH];
  private int filled;

  /** Why nothing can be written any more. */
  private @Nullable String over;

  /** Takes the key as its own. */
  PayloadOutputStream(OutputStream target, WipeableKey key) {
    this.target = target;
    this.key = key;
    this.cipher = new ChunkCipher(Aead.sealing(key), 0);
  }

  @Override
  public void write(int b) throws IOException {
    requireOpen();
    makeRoom();
    plain[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    int written = 0;
    while (written < length) {
      makeRoom();
      if (filled == 0 && length - written > plain.length) {
        // More follows, so this is not the last one, and need not be kept.
        send(new Slice(bytes, offset + written, plain.length), false);
        over = null;
        written += plain.length;
        continue;
      }
      int count = Math.min(length - written, plain.length - filled);
      System.arraycopy(bytes, offset + written, plain, filled, count);
      filled += count;
      written += count;
    }
  }

  @Override
  public void finish() throws IOException {
    requireOpen();
    send(Slice.first(plain, filled), true);
    target.flush();
    over = "is finished";
    wipe();
  }

  @Override
  public void close() {
    if (over == null) {
      over = "is closed";
    }
    wipe();
  }

  private void requireOpen() throws IOException {
    if (over != null) {
      throw new IOException("The encrypting stream " + over);
    }
  }

  private void makeRoom() throws IOException {
    if (filled == plain.length) {
      send(Slice.of(plain), false);
      over = null;
      filled = 0;
    }
  }

  private void send(Slice chunk, boolean last) throws IOException {
    // A chunk that the target may not have taken must never be followed by an end.
    over = "has failed";
    target.write(sealed, 0, seal(chunk, last));
  }

  private int seal(Slice chunk, boolean last) {
    try {
      return cipher.apply(chunk, Slice.of(sealed), last);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(e);
    }
  }

  private void wipe() {
    key.destroy();
    Arrays.fill(plain, (byte) 0);
  }
}
