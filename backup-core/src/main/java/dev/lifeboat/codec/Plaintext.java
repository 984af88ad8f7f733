package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

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

    PassThrough(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      target.write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
      target.flush();
    }

    @Override
    public void close() {}
  }
}
