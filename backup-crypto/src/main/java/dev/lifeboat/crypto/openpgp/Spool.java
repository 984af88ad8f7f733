package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.codec.TemporaryFile;
import dev.lifeboat.crypto.stream.BulkInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Encrypted bytes that can be read again, in a temporary file that only its owner may read and that
 * is gone when this is closed or unreachable, or the process ends in whatever way. Thread-safe.
 */
final class Spool implements Closeable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final FileChannel channel;
  private final Cleaner.Cleanable cleanable;

  private Spool(FileChannel channel) {
    this.channel = channel;
    this.cleanable = CLEANER.register(this, () -> close(channel));
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a message to its end, out of its armor if it has one; does not close the source. */
  static Spool of(InputStream source) throws IOException {
    return new Spool(TemporaryFile.holding(Armor.removed(source)));
  }

  /** All bytes from the first on; closing the stream does not close this. */
  InputStream read() {
    return new Reading(this);
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  /** Holds the spool, so that it stays as long as it is read. */
  private static final class Reading extends BulkInputStream {
    private final Spool spool;
    private long position;

    Reading(Spool spool) {
      this.spool = spool;
    }

    @Override
    protected int readSome(byte[] bytes, int offset, int length) throws IOException {
      int count = spool.channel.read(ByteBuffer.wrap(bytes, offset, length), position);
      position += Math.max(count, 0);
      return count;
    }
  }
}
