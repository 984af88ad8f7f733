package dev.lifeboat.storage;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects below a directory, in the order of their keys.
 *
 * <p>A folder sorts as its name followed by {@code /}, so that going down into each folder in turn
 * yields whole keys in order: {@code a-b} before {@code a/b}, as {@code -} comes before {@code /}.
 */
final class DirectoryWalk implements Iterator<StoredObject> {
  private final Deque<Iterator<Entry>> levels = new ArrayDeque<>();
  private @Nullable StoredObject next;

  DirectoryWalk(Path directory, String prefix) {
    levels.push(entries(directory, prefix).iterator());
  }

  DirectoryWalk(Entry folder) {
    this(folder.path, folder.sortKey);
  }

  @Override
  public boolean hasNext() {
    while (next == null && !levels.isEmpty()) {
      advance(levels.element());
    }
    return next != null;
  }

  @Override
  public StoredObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    StoredObject found = next;
    next = null;
    return found;
  }

  private void advance(Iterator<Entry> level) {
    if (!level.hasNext()) {
      levels.pop();
      return;
    }
    Entry entry = level.next();
    if (entry.isFolder()) {
      levels.push(entries(entry.path, entry.sortKey).iterator());
    } else if (ObjectKey.isKey(entry.sortKey)) {
      next = entry.object();
    }
  }

  /** What is directly in a directory and can be part of a key, in order; none if it is gone. */
  static List<Entry> entries(Path directory, String prefix) {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        if (ObjectKey.isSegment(path.getFileName().toString())) {
          Entry.of(path, prefix).ifPresent(entries::add);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw FileFailures.sort(e.getCause(), "list", directory);
    } catch (IOException e) {
      throw FileFailures.sort(e, "list", directory);
    }
    entries.sort(Comparator.comparing(Entry::sortKey));
    return entries;
  }

  /**
   * A file or a folder.
   *
   * @param path where it is
   * @param sortKey the key of a file; of a folder, what the keys below it start with
   * @param attributes what the file system says
   */
  record Entry(Path path, String sortKey, BasicFileAttributes attributes) {
    static Optional<Entry> of(Path path, String prefix) throws IOException {
      try {
        String key = prefix + path.getFileName();
        BasicFileAttributes found = attributes(path, prefix.isEmpty());
        if (found.isDirectory()) {
          return Optional.of(new Entry(path, key + "/", found));
        }
        return found.isRegularFile() ? Optional.of(new Entry(path, key, found)) : Optional.empty();
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    /** Directly below the root, a link to a folder is a folder. */
    static BasicFileAttributes attributes(Path path, boolean atTop) throws IOException {
      return atTop && Files.isDirectory(path)
          ? Files.readAttributes(path, BasicFileAttributes.class)
          : Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    }

    boolean isFolder() {
      return sortKey.endsWith("/");
    }

    StoredObject object() {
      return new StoredObject(
          new ObjectKey(sortKey), attributes.size(), attributes.lastModifiedTime().toInstant());
    }
  }
}
