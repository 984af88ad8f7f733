package dev.lifeboat.repository;

import dev.lifeboat.codec.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hashes what is read. */
final class HashedInput extends FilterInputStream {
  private final Sha256 sha256 = new Sha256();

  HashedInput(InputStream in) {
    super(in);
  }

  /** Of all that was read so far. */
  Sha256 sha256() {
    return sha256;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      sha256.add(bytes, offset, count);
    }
    return count;
  }

  /** What is passed over is read, since all of it counts. */
  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
