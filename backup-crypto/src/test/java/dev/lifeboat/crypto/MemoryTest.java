package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lifeboat.codec.FinishableOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A stream holds at most what it ever allocated: that is little for a file of any length. */
class MemoryTest {
  private static final int LIMIT_BYTES = 256 * 1024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final X25519Identity identity = X25519Identity.generate();
  private final byte[] buffer = new byte[8192];

  @Test
  void anEncryptingStreamTakesLittle() throws IOException {
    write(OutputStream.nullOutputStream(), 10);
    long few = allocated(() -> write(OutputStream.nullOutputStream(), 10));
    long many = allocated(() -> write(OutputStream.nullOutputStream(), 10_000));
    assertThat(few).isLessThan(LIMIT_BYTES);
    assertThat(perChunk(many - few)).as("garbage of a chunk").isLessThan(8 * 1024);
  }

  @Test
  void aDecryptingStreamTakesLittle() throws IOException {
    byte[] short1 = encrypted(10);
    byte[] long1 = encrypted(10_000);
    read(short1);
    long few = allocated(() -> read(short1));
    long many = allocated(() -> read(long1));
    assertThat(few).isLessThan(LIMIT_BYTES);
    assertThat(perChunk(many - few)).as("garbage of a chunk").isLessThan(8 * 1024);
  }

  /** How many bytes for each chunk of 64 KiB, of 9,990 buffers. */
  private long perChunk(long bytes) {
    return bytes / (9_990L * buffer.length / ChunkCipher.PLAIN_LENGTH);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static long allocated(Work work) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private void write(OutputStream target, int buffers) throws IOException {
    try (FinishableOutputStream stream = Age.to(identity.recipient()).encrypt(target)) {
      for (int i = 0; i < buffers; i++) {
        stream.write(buffer);
      }
      stream.finish();
    }
  }

  private byte[] encrypted(int buffers) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    write(target, buffers);
    return target.toByteArray();
  }

  private void read(byte[] encrypted) throws IOException {
    try (InputStream stream = Age.with(identity).decrypt(new ByteArrayInputStream(encrypted))) {
      int count = stream.read(buffer);
      while (count >= 0) {
        count = stream.read(buffer);
      }
    }
  }
}
