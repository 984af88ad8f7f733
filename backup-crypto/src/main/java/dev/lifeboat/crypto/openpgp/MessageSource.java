package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.stream.BulkInputStream;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message as the parser takes them. Keeps what lies before the data, bounds it, and
 * knows afterwards whether a failure was the source's or is damage.
 */
final class MessageSource extends BulkInputStream {
  /** Room for some hundred recipients, and a bound on what a hostile file makes a reader keep. */
  private static final int MAX_HEADER_BYTES = 128 * 1024;

  private final InputStream source;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
  private boolean inHeader = true;
  private @Nullable IOException failure;

  MessageSource(InputStream source) {
    this.source = source;
  }

  @Override
  protected int readSome(byte[] bytes, int offset, int length) throws IOException {
    int count = readSource(bytes, offset, length);
    if (inHeader && count > 0) {
      header.write(bytes, offset, count);
      if (header.size() > MAX_HEADER_BYTES) {
        throw Damage.of("its header has more than %,d bytes".formatted(MAX_HEADER_BYTES));
      }
    }
    return count;
  }

  private int readSource(byte[] bytes, int offset, int length) throws IOException {
    try {
      return source.read(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Ends the header: what is read from now on is not kept. */
  byte[] header() {
    inHeader = false;
    byte[] bytes = header.toByteArray();
    header.reset();
    return bytes;
  }

  /**
   * What a failure while parsing means.
   *
   * @return damage, for what else makes a parser fail
   * @throws IOException if the source failed
   * @throws LifeboatException if it has been told already
   */
  LifeboatException explain(Exception e) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (e instanceof LifeboatException told) {
      return told;
    }
    return Damage.of("it is cut off, or not what was written", e);
  }
}
