package dev.lifeboat.storage;

import dev.lifeboat.error.RetryableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Gives a complete file its name, unless that name is taken. */
interface Publisher {
  /**
   * Publishes a file.
   *
   * @param written the complete file; may be left over
   * @param target its name to be, in a directory that exists
   * @throws FileAlreadyExistsException if the name is taken; nothing has changed then
   * @throws java.nio.file.NoSuchFileException if the file or the directory is gone
   */
  void publish(Path written, Path target) throws IOException;

  /** By hard link, and by claim where the file system has no hard links. */
  static Publisher preferringHardLinks() {
    return (written, target) -> {
      try {
        Files.createLink(target, written);
      } catch (UnsupportedOperationException e) {
        claiming(written, target);
      } catch (FileSystemException e) {
        // link(2) says EPERM, EOPNOTSUPP and more; Java has no class of its own for these.
        if (e.getClass() != FileSystemException.class) {
          throw e;
        }
        claiming(written, target);
      }
    };
  }

  /**
   * By rename, which would replace an existing file: so the name is claimed first by a file that
   * one writer alone can create. A claim left by a crash goes with the next sweep of uploads.
   */
  static void claiming(Path written, Path target) throws IOException {
    Path claim = written.resolveSibling(claimName(target));
    waitFor(claim, target);
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(claim);
    }
  }

  /** A claim is held for one rename, so that a second means that its owner is gone or stuck. */
  private static void waitFor(Path claim, Path target) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (true) {
      try {
        PrivateFiles.create(claim).close();
        return;
      } catch (FileAlreadyExistsException e) {
        if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
          throw new RetryableException(
              "'%s' is claimed by another upload; try again, or sweep uploads if none is running"
                  .formatted(target),
              e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
  }

  static String claimName(Path target) {
    byte[] path = target.toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(path) + DirectoryUpload.CLAIM;
  }
}
