package dev.lifeboat.cli;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.PlainScript;
import dev.lifeboat.dump.DumpSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Dumps to a plain script by way of an archive, which workers can write at once. */
final class ScriptFile {
  private ScriptFile() {}

  /**
   * Writes a script by way of an archive beside it, which is removed again.
   *
   * @param file the script, which does not exist yet
   * @param detour writes the archive
   */
  static DumpSummary write(Path file, Detour detour) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".archive-" + UUID.randomUUID());
    DumpSummary[] summary = new DumpSummary[1];
    try {
      NewFile.write(
          file,
          out -> {
            summary[0] = detour.dumpTo(beside);
            try (CustomArchive archive = CustomArchive.open(beside)) {
              PlainScript.write(archive, out);
            }
          });
      return summary[0];
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
