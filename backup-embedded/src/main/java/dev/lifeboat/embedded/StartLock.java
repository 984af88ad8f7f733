package dev.lifeboat.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one server start at a time, of all processes that share a folder: what one has just made and
 * not yet locked looks to another like what a killed process has left.
 */
final class StartLock {
  private static final String FILE = "starting.lock";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 20;

  /** A file lock belongs to the whole JVM. */
  private static final ReentrantLock OF_JVM = new ReentrantLock(true);

  private StartLock() {}

  /**
   * Starts something, once no other server starts.
   *
   * @throws IOException if another one takes too long, or the thread is interrupted
   */
  static <T> T holding(Path folder, Start<T> start) throws IOException {
    try {
      if (!OF_JVM.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw tooLong();
      }
      try {
        return locked(folder.resolve(FILE), start);
      } finally {
        OF_JVM.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another embedded PostgreSQL starts");
    }
  }

  private static <T> T locked(Path file, Start<T> start) throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (FileLock lock = channel.tryLock(); lock == null; lock = channel.tryLock()) {
        if (System.nanoTime() > deadline) {
          throw tooLong();
        }
        Thread.sleep(LOOK_MILLIS);
      }
      return start.run();
    }
  }

  private static IOException tooLong() {
    return new IOException(
        "another embedded PostgreSQL has been starting for " + PATIENCE + "; end its process");
  }

  /** Starts something. */
  @FunctionalInterface
  interface Start<T> {
    T run() throws IOException;
  }
}
