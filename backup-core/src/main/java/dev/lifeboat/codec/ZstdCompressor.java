package dev.lifeboat.codec;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes zstd frames, all by one context. What is written is collected, since each call of native
 * code costs as much as the compression of a row.
 */
final class ZstdCompressor implements Compressor {
  private static final int BUFFER_BYTES = 128 * 1024;

  /** The level whose strategy keeps two hash tables, which by default do not fit into a cache. */
  private static final int TWO_TABLES = 3;

  private static final int LONG_TABLE_LOG = 16;
  private static final int SHORT_TABLE_LOG = 14;

  private final int level;
  private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer compressed = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] out = new byte[BUFFER_BYTES];
  private @Nullable ZstdCompressCtx context;
  private @Nullable Frame current;

  ZstdCompressor(int level) {
    this.level = level;
  }

  @Override
  public OutputStream compress(OutputStream target) {
    if (current != null) {
      close(); // what became of the context of a frame that failed is not known
    }
    plain.clear();
    current = new Frame(target, context());
    return current;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
    current = null;
  }

  private ZstdCompressCtx context() {
    if (context == null) {
      context = new ZstdCompressCtx().setLevel(level);
      if (level == TWO_TABLES) {
        context.setHashLog(LONG_TABLE_LOG).setChainLog(SHORT_TABLE_LOG);
      }
    }
    return context;
  }

  /** One piece. */
  private final class Frame extends OutputStream {
    private final OutputStream target;
    private final ZstdCompressCtx frame;
    private boolean begun;
    private boolean ended;

    Frame(OutputStream target, ZstdCompressCtx frame) {
      this.target = target;
      this.frame = frame;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (current != this) {
        throw new IOException("The compressing stream is closed");
      }
      for (int from = offset; from < offset + length; ) {
        int count = Math.min(offset + length - from, plain.remaining());
        plain.put(bytes, from, count);
        from += count;
        if (!plain.hasRemaining()) {
          send(EndDirective.CONTINUE);
        }
      }
    }

    /**
     * Ends the frame; a second call does nothing, so that one that failed is not ended after all.
     */
    @Override
    public void close() throws IOException {
      if (ended) {
        return;
      }
      ended = true;
      if (current != this) {
        throw new IOException("The compressing stream is closed");
      }
      send(EndDirective.END);
      target.flush();
      current = null;
    }

    private void send(EndDirective directive) throws IOException {
      plain.flip();
      try {
        if (directive == EndDirective.END && !begun) {
          frame.setPledgedSrcSize(plain.remaining()); // the less there is, the less is prepared
        }
        begun = true;
        compress(directive);
      } catch (ZstdException e) {
        throw new IOException("The data could not be compressed", e);
      }
      plain.clear();
    }

    private void compress(EndDirective directive) throws IOException {
      boolean done = false;
      while (!done) {
        compressed.clear();
        boolean flushed = frame.compressDirectByteBufferStream(compressed, plain, directive);
        compressed.flip();
        int count = compressed.remaining();
        compressed.get(out, 0, count);
        target.write(out, 0, count);
        done = directive == EndDirective.END ? flushed : !plain.hasRemaining();
      }
    }
  }
}
