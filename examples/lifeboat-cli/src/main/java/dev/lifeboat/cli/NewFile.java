package dev.lifeboat.cli;

import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.VolumeOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a file that did not exist, under a temporary name until it is whole. */
final class NewFile {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private NewFile() {}

  static void write(Path file, Content content) throws IOException {
    write(file, content, new FileAttribute<?>[0]);
  }

  /** The same for what holds secrets: its owner alone may read it, where the system can say so. */
  static void writePrivately(Path file, Content content) throws IOException {
    write(file, content, IS_POSIX ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0]);
  }

  private static void write(Path file, Content content, FileAttribute<?>[] attributes)
      throws IOException {
    try (ArchiveFile whole = ArchiveFile.create(file, attributes)) {
      try (VolumeOutput volume = whole.open(0);
          OutputStream out = new BufferedOutputStream(volume, BUFFER_BYTES)) {
        content.writeTo(out);
        out.flush();
        volume.commit();
      }
      whole.publish();
    }
  }

  /** What is written. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
