package dev.lifeboat.dump;

import dev.lifeboat.codec.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The bytes of a volume, some of which make slices. For one thread. */
final class SliceOutputStream extends FilterOutputStream {
  private final int volume;
  private long count;
  private long start;
  private Sha256 sha256 = new Sha256();

  SliceOutputStream(OutputStream out, int volume) {
    super(out);
    this.volume = volume;
  }

  /** Begins a slice. */
  void beginSlice() {
    start = count;
    sha256 = new Sha256();
  }

  /** The slice that was begun, up to here. */
  Slice endSlice(long rows) {
    return new Slice(volume, start, count - start, rows, sha256.hex());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.add(bytes, offset, length);
    count += length;
  }
}
