package dev.lifeboat.crypto.keyfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may read a file that holds a secret: its owner alone, where the file system knows owners. */
public final class KeyFilePermissions {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFilePermissions.class);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.copyOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private KeyFilePermissions() {}

  /**
   * Looks whether others may read or change a file.
   *
   * @param file that holds a secret
   * @return a sentence that says so, and what to do; empty if not, or if it cannot be told
   */
  public static Optional<String> complaint(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view == null || OWNER_ONLY.containsAll(view.readAttributes().permissions())
          ? Optional.empty()
          : Optional.of(
              "The file %s holds a secret and is open to others than its owner; run chmod 600 on it"
                  .formatted(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static void warn(Path file) {
    complaint(file).ifPresent(LOG::warn);
  }
}
