package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.stream.BulkInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
    Path file = Files.createTempFile("lifeboat-", ".spool");
    Spool spool =
        new Spool(
            FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    try {
      Armor.removed(source).transferTo(Channels.newOutputStream(spool.channel));
      return spool;
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
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
