package dev.lifeboat.codec;

import java.io.IOException;
import java.io.InputStream;
import net.jpountz.xxhash.StreamingXXHash32;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of LZ4 frames, as the LZ4 frame format description tells it.
 *
 * <p>{@code pg_dump} lets each block refer to the 64 KiB before it, which lz4-java's own stream
 * refuses and commons-compress reads a few megabytes of in a second. What is held is a block, of 4
 * MiB at most, whatever the frame says. For one thread at a time.
 */
final class Lz4Input extends InputStream {
  static final int MAGIC = 0x184d2204;
  private static final long MAGIC_SKIPPED = 0x184d2a50L;
  private static final int STORED = 0x8000_0000;

  private final Lz4Bytes source;
  private @Nullable Lz4Frame frame;
  private final Lz4Window window = new Lz4Window();
  private final StreamingXXHash32 checksum = Lz4Frame.HASHES.newStreamingHash32(0);
  private long contentBytes;
  private int at;

  Lz4Input(InputStream source) throws IOException {
    this.source = new Lz4Bytes(source);
    beginFrame();
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? window.bytes()[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, window.end() - at);
    System.arraycopy(window.bytes(), at, bytes, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private boolean hasMore() throws IOException {
    for (Lz4Frame current = frame; at == window.end() && current != null; current = frame) {
      int size = source.readInt();
      if (size == 0) {
        endFrame(current);
        beginFrame();
      } else {
        readBlock(current, size & ~STORED, (size & STORED) != 0);
      }
    }
    return at < window.end();
  }

  /** Begins the next frame, or states that there is none. */
  private void beginFrame() throws IOException {
    long magic = source.readMagic();
    while ((magic & ~0xfL) == MAGIC_SKIPPED) {
      source.skip(source.readInt() & 0xffff_ffffL);
      magic = source.readMagic();
    }
    if (magic >= 0 && magic != MAGIC) {
      throw new IOException("no LZ4 frame stands where one should be");
    }
    frame = magic < 0 ? null : Lz4Frame.read(source);
    if (frame != null) {
      window.clear(frame.maxBlockBytes());
      at = window.end();
      checksum.reset();
      contentBytes = 0;
    }
  }

  private void readBlock(Lz4Frame frame, int size, boolean stored) throws IOException {
    if (size > frame.maxBlockBytes()) {
      throw new IOException("an LZ4 block is larger than its frame allows");
    }
    source.read(window.packed(), window.packedAt(), size);
    if (frame.blockChecksums()
        && source.readInt() != Lz4Frame.hash(window.packed(), window.packedAt(), size)) {
      throw new IOException("an LZ4 block has another checksum than it should");
    }
    if (stored) {
      window.store(size, frame.linkedBlocks());
    } else {
      window.decompress(size, frame.linkedBlocks());
    }
    at = window.start();
    contentBytes += window.end() - at;
    if (frame.contentChecksum()) {
      checksum.update(window.bytes(), at, window.end() - at);
    }
  }

  private void endFrame(Lz4Frame frame) throws IOException {
    boolean sized = frame.contentBytes() < 0 || frame.contentBytes() == contentBytes;
    if (!sized || (frame.contentChecksum() && source.readInt() != checksum.getValue())) {
      throw new IOException("the LZ4 data has another checksum or length than it should");
    }
  }
}
