package dev.lifeboat.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether the process that runs a server still lives: it holds a lock on a file beside the
 * data directory, which the operating system releases when it ends in whatever way.
 *
 * <p>A POSIX lock belongs to the process and is gone as soon as the process closes <em>any</em>
 * descriptor of the file. So the files of this JVM's own servers are never opened again, and the
 * lock that zonky's library keeps inside of the data directory, which it does open again, is not
 * relied on.
 */
final class DataLock implements AutoCloseable {
  private static final String SUFFIX = ".lock";

  private static final Set<Path> OF_THIS_JVM = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DataLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of a data directory that is still to be made.
   *
   * @return the lock, to be closed by the caller once the server has stopped
   */
  static DataLock take(Path data) throws IOException {
    Path file = file(data);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      OF_THIS_JVM.add(file);
      return new DataLock(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether a living process holds the lock of a data directory. */
  static boolean isHeld(Path data) throws IOException {
    Path file = file(data);
    if (OF_THIS_JVM.contains(file)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Where the lock of a data directory is. */
  static Path file(Path data) {
    return data.resolveSibling(data.getFileName() + SUFFIX);
  }

  /** The name of a data directory, given that or the one of its lock. */
  static String withoutSuffix(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Idempotent. */
  @Override
  public void close() throws IOException {
    if (OF_THIS_JVM.contains(file)) {
      channel.close();
      OF_THIS_JVM.remove(file);
      Files.deleteIfExists(file);
    }
  }
}
