package dev.lifeboat.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of an upload that is under way or abandoned.
 *
 * @param path where it is
 * @param sizeBytes how long it is
 * @param writtenAt when it was last written to
 */
record UploadFile(Path path, long sizeBytes, Instant writtenAt) {
  /** All uploads of a storage, whose claims hold no content. */
  static List<UnfinishedUpload> unfinished(Path root) {
    return in(root).stream().filter(UploadFile::isPart).map(UploadFile::upload).toList();
  }

  /** Removes files that nobody has written to since a moment, and counts uploads. */
  static int sweep(Path root, Instant before) {
    return (int)
        in(root).stream()
            .filter(file -> file.writtenAt.isBefore(before))
            .filter(UploadFile::delete)
            .filter(UploadFile::isPart)
            .count();
  }

  private static List<UploadFile> in(Path root) {
    List<UploadFile> files = new ArrayList<>();
    add(root.resolve(DirectoryUpload.FOLDER), files);
    for (DirectoryWalk.Entry entry : DirectoryWalk.entries(root, "")) {
      if (entry.isFolder()) {
        add(entry.path().resolve(DirectoryUpload.FOLDER), files);
      }
    }
    return files;
  }

  private static void add(Path folder, List<UploadFile> files) {
    String names = "*{%s,%s}".formatted(DirectoryUpload.PART, DirectoryUpload.CLAIM);
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, names)) {
      for (Path path : paths) {
        at(path).ifPresent(files::add);
      }
    } catch (NoSuchFileException e) {
      // Nothing was ever uploaded there.
    } catch (DirectoryIteratorException e) {
      throw FileFailures.sort(e.getCause(), "list uploads in", folder);
    } catch (IOException e) {
      throw FileFailures.sort(e, "list uploads in", folder);
    }
  }

  /** Empty if it was committed or removed just now. */
  private static Optional<UploadFile> at(Path path) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(new UploadFile(path, found.size(), found.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean delete() {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException e) {
      throw FileFailures.sort(e, "sweep", path);
    }
  }

  private boolean isPart() {
    return path.toString().endsWith(DirectoryUpload.PART);
  }

  private UnfinishedUpload upload() {
    return new UnfinishedUpload(Optional.empty(), writtenAt, OptionalLong.of(sizeBytes));
  }
}
