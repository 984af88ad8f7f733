package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No encryption, for hosts that asked for it in so many words. */
public final class Plaintext implements Encryption, Decryption {
  /** The one instance. */
  public static final Plaintext INSTANCE = new Plaintext();

  private Plaintext() {}

  @Override
  public String scheme() {
    return "none";
  }

  @Override
  public String extension() {
    return "";
  }

  @Override
  public List<String> recipients() {
    return List.of();
  }

  @Override
  public FinishableOutputStream encrypt(OutputStream target) {
    return new PassThrough(target);
  }

  @Override
  public InputStream decrypt(InputStream source) {
    return source;
  }

  @Override
  public ByteRanges decrypt(ByteRanges source) {
    return source;
  }

  private static final class PassThrough extends FinishableOutputStream {
    private final OutputStream target;

    /** Why nothing can be written any more. */
    private @Nullable String over;

    PassThrough(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      begin();
      target.write(bytes, offset, length);
      over = null;
    }

    @Override
    public void finish() throws IOException {
      begin();
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
        throw new IOException("The stream " + over);
      }
      over = "has failed";
    }
  }
}
