package dev.lifeboat.cli;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.PlainScript;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.VolumeOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Dumps to a plain script by way of an archive, which workers can write at once. */
final class ScriptFile {
  private static final int BUFFER_BYTES = 64 * 1024;

  private ScriptFile() {}

  /**
   * Writes a script by way of an archive beside it, which is removed again.
   *
   * @param file the script, which does not exist yet
   * @param detour writes the archive
   */
  static DumpSummary write(Path file, Detour detour) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".archive-" + UUID.randomUUID());
    try (ArchiveFile script = ArchiveFile.create(file)) {
      DumpSummary summary = detour.dumpTo(beside);
      try (CustomArchive archive = CustomArchive.open(beside);
          VolumeOutput volume = script.open(0);
          OutputStream out = new BufferedOutputStream(volume, BUFFER_BYTES)) {
        PlainScript.write(archive, out);
        volume.commit();
      }
      script.publish();
      return summary;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Writes an archive. */
  @FunctionalInterface
  interface Detour {
    DumpSummary dumpTo(Path archive) throws IOException;
  }
}
