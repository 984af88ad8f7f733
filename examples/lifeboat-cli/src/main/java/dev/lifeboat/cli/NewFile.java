package dev.lifeboat.cli;

import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.VolumeOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes a file that did not exist, under a temporary name until it is whole. */
final class NewFile {
  private static final int BUFFER_BYTES = 64 * 1024;

  private NewFile() {}

  static void write(Path file, Content content) throws IOException {
    try (ArchiveFile whole = ArchiveFile.create(file)) {
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
