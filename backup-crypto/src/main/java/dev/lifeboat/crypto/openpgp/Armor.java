package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.stream.BulkInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.bcpg.ArmoredInputStream;

/**
 * The bytes of a message, out of its armor if it has one ({@code gpg --armor}). The checksum of an
 * armor protects from nothing; the message inside is authenticated later, as one without armor is.
 */
final class Armor extends BulkInputStream {
  private static final String BEGIN = "-----BEGIN PGP MESSAGE-----";

  /** How much white space is allowed before the armor. */
  private static final int MAX_BLANK_BYTES = 1024;

  private final MessageSource source;
  private final ArmoredInputStream armored;
  private boolean ended;

  private Armor(MessageSource source, ArmoredInputStream armored) {
    this.source = source;
    this.armored = armored;
  }

  /**
   * The bytes of a message.
   *
   * @param source a message, armored or not
   * @throws dev.lifeboat.error.DamagedException if it is the armor of something else
   */
  static InputStream removed(InputStream source) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(source);
    return isArmored(buffered) ? open(new MessageSource(buffered)) : buffered;
  }

  /** Whether a line of hyphens begins it; the first byte of a packet has its topmost bit set. */
  private static boolean isArmored(BufferedInputStream source) throws IOException {
    source.mark(MAX_BLANK_BYTES + 1);
    int first = source.read();
    for (int blanks = 1; isBlank(first) && blanks <= MAX_BLANK_BYTES; blanks++) {
      first = source.read();
    }
    source.reset();
    return first == '-';
  }

  private static boolean isBlank(int b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static Armor open(MessageSource source) throws IOException {
    try {
      source.header();
      ArmoredInputStream armored = new ArmoredInputStream(source);
      if (!BEGIN.equals(armored.getArmorHeaderLine())) {
        throw Damage.of("its armor does not begin with " + BEGIN);
      }
      return new Armor(source, armored);
    } catch (IOException | RuntimeException e) {
      throw source.explain(e);
    }
  }

  @Override
  protected int readSome(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = 0;
      while (count < length && !ended) {
        int next = armored.read(); // in bulk it would read on after its end, to another armor
        if (next < 0) {
          ended = true;
          requireEnd();
        } else {
          bytes[offset + count++] = (byte) next;
        }
      }
      return count == 0 ? -1 : count;
    } catch (IOException | RuntimeException e) {
      throw source.explain(e);
    }
  }

  private void requireEnd() throws IOException {
    int next = source.read();
    while (isBlank(next)) {
      next = source.read();
    }
    if (next >= 0) {
      throw Damage.of("something follows its armor");
    }
  }
}
