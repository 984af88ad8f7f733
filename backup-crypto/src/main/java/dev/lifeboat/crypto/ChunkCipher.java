package dev.lifeboat.crypto;

import java.nio.ByteBuffer;
import javax.crypto.AEADBadTagException;

/**
 * Seals or opens the chunks of a payload one after another (the STREAM construction of the age
 * specification). Every chunk has a nonce of its own: its number, and whether it is the last one.
 * So chunks cannot be exchanged, nor the end taken away. For one thread at a time.
 */
final class ChunkCipher {
  /** How much plain data a chunk holds; only the last one may hold less. */
  static final int PLAIN_LENGTH = 64 * 1024;

  static final int SEALED_LENGTH = PLAIN_LENGTH + Aead.TAG_LENGTH;

  /** The number has eleven bytes; its first three stay zero, as no file is that long. */
  private static final int NUMBER_OFFSET = Aead.NONCE_LENGTH - 1 - Long.BYTES;

  private final Aead aead;
  private final ByteBuffer nonce = ByteBuffer.allocate(Aead.NONCE_LENGTH);
  private long number;

  ChunkCipher(Aead aead, long firstNumber) {
    this.aead = aead;
    this.number = firstNumber;
  }

  /** The number of the chunk that comes next; the first is 0. */
  long number() {
    return number;
  }

  /**
   * Seals or opens the next chunk.
   *
   * @return how many bytes were put into the output
   * @throws AEADBadTagException if what is to be opened is not this chunk; nothing of it is shown
   */
  int apply(Slice input, Slice output, boolean last) throws AEADBadTagException {
    nonce.putLong(NUMBER_OFFSET, number).put(Aead.NONCE_LENGTH - 1, (byte) (last ? 1 : 0));
    number++;
    return aead.apply(nonce.array(), input, output);
  }
}
