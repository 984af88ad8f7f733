package dev.lifeboat.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories for their owner alone, forced to the disk. */
final class PrivateFiles {
  private PrivateFiles() {}

  /** Creates a file for writing, which must not exist. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
        permissions(file, "rw-------"));
  }

  /**
   * Creates a directory and its parents where missing. The entries of new ones are forced to disk.
   *
   * @throws FileAlreadyExistsException if one of them is a file
   */
  static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    createDirectory(directory);
    if (parent != null) {
      force(parent);
    }
  }

  /**
   * Creates a directory below one that exists, unless it is there; a link does not count.
   *
   * @throws FileAlreadyExistsException if something else is there
   * @throws NoSuchFileException if it was removed again meanwhile, or the one above it
   */
  static void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, permissions(directory, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      requireDirectory(directory, e);
    }
  }

  /** Looks once, as others may remove and make it between two looks. */
  private static void requireDirectory(Path path, FileAlreadyExistsException otherwise)
      throws IOException {
    if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isDirectory()) {
      throw otherwise;
    }
  }

  /**
   * Forces the entries of a directory to the disk. Only POSIX systems can open a directory for
   * this; others (Windows) write entries through by themselves.
   */
  static void force(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    if (!isPosix(path)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
