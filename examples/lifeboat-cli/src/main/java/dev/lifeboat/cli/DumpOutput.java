package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DumpFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes dumps in any form: whole, or not at all. */
final class DumpOutput {
  private DumpOutput() {}

  /**
   * Writes an archive.
   *
   * @param archive what to write
   * @param format how
   * @param path where to; nothing may exist there
   */
  static void write(ArchiveSource archive, ArchiveFormat format, Path path) throws IOException {
    if (format instanceof ArchiveFormat.File file) {
      NewFile.write(path, out -> file.write(archive, out));
    } else if (format instanceof ArchiveFormat.Directory directory) {
      NewFolder.write(path, folder -> directory.write(archive, folder));
    } else if (format instanceof ArchiveFormat.Tar tar) {
      write(archive, tar, path);
    }
  }

  private static void write(ArchiveSource archive, ArchiveFormat.Tar tar, Path path)
      throws IOException {
    Path scratch = path.resolveSibling(path.getFileName() + ".unpacked-" + UUID.randomUUID());
    try {
      NewFile.write(path, out -> tar.write(archive, Files.createDirectory(scratch), out));
    } finally {
      NewFolder.remove(scratch);
    }
  }

  /**
   * Writes a dump by way of a custom archive beside it, which alone is written by several workers
   * at once, and which is removed again.
   *
   * @param detour writes the archive
   * @param format how the dump is to be
   * @param path where to; nothing may exist there
   * @return what the detour tells
   */
  static <T> T write(Detour<T> detour, ArchiveFormat format, Path path) throws IOException {
    NewFolder.requireNothing(path);
    Path beside = path.resolveSibling(path.getFileName() + ".archive-" + UUID.randomUUID());
    try {
      T told = detour.writeTo(beside);
      writeCopy(beside, format, path);
      return told;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Writes an archive that lies in a file or folder. */
  static void writeCopy(Path archive, ArchiveFormat format, Path path) throws IOException {
    try (DumpFile dump = DumpFile.open(archive)) {
      write(((DumpFile.Archive) dump).source(), format, path);
    }
  }

  /** How many bytes a file, or all files of a folder, have. */
  static long sizeBytes(Path path) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  /** Writes an archive to a path. */
  @FunctionalInterface
  interface Detour<T> {
    T writeTo(Path archive) throws IOException;
  }
}
