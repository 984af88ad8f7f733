package dev.lifeboat.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Closes the stream below it too, which the stream that is written to leaves open. */
final class OwningStream extends FilterOutputStream {
  private final OutputStream owned;

  OwningStream(OutputStream written, OutputStream owned) {
    super(written);
    this.owned = owned;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    try (owned) {
      out.close();
    }
  }
}
