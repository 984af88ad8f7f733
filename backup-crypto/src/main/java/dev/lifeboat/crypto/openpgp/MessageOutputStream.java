package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.FinishableOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.jspecify.annotations.Nullable;

/** One message of literal data, encrypted. */
final class MessageOutputStream extends FinishableOutputStream {
  private static final int PART_BYTES = 32 * 1024;

  private final OutputStream target;
  private final OutputStream encrypted;
  private final OutputStream literal;

  /** Why nothing can be written any more. */
  private @Nullable String over;

  MessageOutputStream(OutputStream target, OutputStream encrypted) throws IOException {
    this.target = target;
    this.encrypted = encrypted;
    this.literal =
        new PGPLiteralDataGenerator()
            .open(encrypted, PGPLiteralData.BINARY, "", new Date(0), new byte[PART_BYTES]);
  }

  @Override
  public void write(int b) throws IOException {
    begin();
    literal.write(b);
    over = null;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begin();
    literal.write(bytes, offset, length);
    over = null;
  }

  @Override
  public void finish() throws IOException {
    begin();
    // Closing the packets ends them and leaves the target open.
    literal.close();
    encrypted.close();
    target.flush();
    over = "is finished";
  }

  @Override
  public void close() {
    if (over == null) {
      over = "is closed";
    }
  }

  /** What the target may not have taken must never be followed by an end. */
  private void begin() throws IOException {
    if (over != null) {
      throw new IOException("The encrypting stream " + over);
    }
    over = "has failed";
  }
}
