package dev.lifeboat.crypto.keyfile;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are to hold a secret: new, their owner's alone, and on the disk. */
public final class NewKeyFile {
  private NewKeyFile() {}

  /**
   * Writes a new file, readable by its owner alone where the file system knows owners. On return
   * the file has reached the disk.
   *
   * @param file a path where nothing is yet
   * @param content wiped by the caller
   * @throws RefusedException if there is something; it stays as it was
   * @throws IOException if the file cannot be written; none is left then
   */
  public static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = create(file)) {
      writeAll(file, channel, ByteBuffer.wrap(content));
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(
          "The file %s exists, and a private key is never overwritten; choose another path"
              .formatted(file),
          e);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        ownerOnly(file.getFileSystem()));
  }

  private static FileAttribute<?>[] ownerOnly(FileSystem fileSystem) {
    if (!fileSystem.supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  private static void writeAll(Path file, FileChannel channel, ByteBuffer content)
      throws IOException {
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
      syncDirectory(file);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void syncDirectory(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
        directory.force(true);
      }
    }
  }
}
