package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.Uninterrupted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a folder of files that did not exist, under a temporary name until it is whole. */
final class NewFolder {
  private NewFolder() {}

  static void write(Path folder, Content content) throws IOException {
    requireNothing(folder);
    Path partial = begin(folder);
    try {
      content.writeTo(partial);
      for (Path file : files(partial)) {
        sync(file, StandardOpenOption.WRITE);
      }
      sync(partial, StandardOpenOption.READ);
      Uninterrupted.run(() -> giveName(partial, folder));
    } finally {
      remove(partial);
    }
  }

  private static void giveName(Path partial, Path folder) throws IOException {
    requireNothing(folder);
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    sync(folder.toAbsolutePath().getParent(), StandardOpenOption.READ);
  }

  private static Path begin(Path folder) {
    Path partial = folder.resolveSibling(folder.getFileName() + ".partial-" + UUID.randomUUID());
    try {
      return Files.createDirectory(partial);
    } catch (IOException e) {
      throw new RefusedException(
          "Cannot write to %s: %s; check that its folder exists and may be written to"
              .formatted(
                  folder,
                  e instanceof FileSystemException file && file.getReason() != null
                      ? file.getReason()
                      : e.getClass().getSimpleName()),
          e);
    }
  }

  /** Refuses to write where something is. */
  static void requireNothing(Path folder) {
    if (Files.exists(folder)) {
      throw new RefusedException(
          "'%s' exists and is not overwritten; choose another name or remove it".formatted(folder));
    }
  }

  private static void sync(Path file, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }

  /** Removes a folder of files, if it is there. */
  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** What is written into the folder. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }
}
