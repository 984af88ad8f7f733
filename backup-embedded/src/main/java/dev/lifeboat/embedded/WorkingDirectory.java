package dev.lifeboat.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Where binaries are unpacked, once for all, and data directories lie: for this user alone. */
final class WorkingDirectory {
  private static final String PRIVATE = "rwx------";

  private WorkingDirectory() {}

  /**
   * Gives a directory that nobody else can write to. Its name can be guessed, so that servers to
   * come find the binaries; who made it first is therefore checked before anything in it is run.
   */
  static Path ours() throws IOException {
    Path directory =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "lifeboat-embedded-" + System.getProperty("user.name"));
    try {
      return Files.createDirectory(directory, permissions());
    } catch (FileAlreadyExistsException e) {
      return isOurs(directory) ? directory : fresh();
    }
  }

  static boolean isOurs(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    return !posix() || isPrivate(directory) && hasOurOwner(directory);
  }

  private static boolean isPrivate(Path directory) throws IOException {
    return Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
        .equals(PosixFilePermissions.fromString(PRIVATE));
  }

  private static boolean hasOurOwner(Path directory) throws IOException {
    Path probe = Files.createTempFile("lifeboat", ".owner");
    try {
      return Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
    } finally {
      Files.delete(probe);
    }
  }

  private static Path fresh() throws IOException {
    return Files.createTempDirectory("lifeboat-embedded", permissions());
  }

  private static FileAttribute<?>[] permissions() {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
