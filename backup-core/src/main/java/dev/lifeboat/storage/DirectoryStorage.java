package dev.lifeboat.storage;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.lifeboat.error.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Keeps objects as files below one directory, a key being the relative path.
 *
 * <p>An object is written to a temporary file in {@code .uploads}, forced to the disk, and then
 * given its name by a hard link, which fails where the name is taken; the directories are forced to
 * the disk as well before {@link Upload#commit()} returns. Where the file system has no hard links,
 * uploads of the same key take turns by a claim file and rename. New files can be read by their
 * owner alone.
 *
 * <p>The root is made by the first upload. A folder directly below it may be a symbolic link, or on
 * another file system, where uploads to it are then written; other symbolic links are neither
 * followed nor listed. Listing holds the names of one directory per level in memory.
 *
 * <p>Thread-safe, and safe for several processes on one directory.
 */
public final class DirectoryStorage implements Storage {
  private final Path root;
  private final Publisher publisher;

  DirectoryStorage(Path root, Publisher publisher) {
    this.root = Given.value(root, "the folder of a storage").toAbsolutePath().normalize();
    this.publisher = publisher;
  }

  /**
   * A storage in a directory, which need not exist yet.
   *
   * @param root the directory, used for nothing else
   * @return the storage
   */
  public static DirectoryStorage at(Path root) {
    return new DirectoryStorage(root, Publisher.preferringHardLinks());
  }

  @Override
  public Upload upload(ObjectKey key) {
    return DirectoryUpload.start(root, given(key), publisher);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("Negative range: %d, %d".formatted(offset, length));
    }
    if (find(key).isEmpty()) {
      throw new MissingObjectException(key, location());
    }
    try {
      return FileRange.of(open(key), offset, length);
    } catch (NoSuchFileException e) {
      throw new MissingObjectException(key, location());
    } catch (IOException e) {
      throw FileFailures.sort(e, "read", pathOf(key));
    }
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return attributes(key)
        .filter(BasicFileAttributes::isRegularFile)
        .map(found -> new StoredObject(key, found.size(), found.lastModifiedTime().toInstant()));
  }

  @Override
  public Stream<StoredObject> list(ObjectKey folder) {
    if (!isFolder(folder)) {
      return Stream.empty();
    }
    DirectoryWalk walk = new DirectoryWalk(pathOf(folder), folder.value() + "/");
    int ordered = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(walk, ordered), false);
  }

  @Override
  public Stream<String> children(Optional<ObjectKey> folder) {
    Given.value(folder, "the folder to list");
    if (folder.isPresent() && !isFolder(folder.get())) {
      return Stream.empty();
    }
    String prefix = folder.map(f -> f.value() + "/").orElse("");
    return DirectoryWalk.entries(folder.map(this::pathOf).orElse(root), prefix).stream()
        .filter(entry -> !entry.isFolder() || new DirectoryWalk(entry).hasNext())
        .map(entry -> entry.path().getFileName().toString());
  }

  @Override
  public void delete(ObjectKey key) {
    if (find(key).isEmpty()) {
      return;
    }
    Path path = pathOf(key);
    try {
      Files.deleteIfExists(path);
      removeEmptyFolders(path.getParent());
    } catch (IOException e) {
      throw FileFailures.sort(e, "delete", path);
    }
  }

  @Override
  public List<UnfinishedUpload> unfinishedUploads() {
    return UploadFile.unfinished(root);
  }

  @Override
  public int sweepUploads(Instant before) {
    return UploadFile.sweep(root, Given.value(before, "the moment before which uploads began"));
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public String toString() {
    return "DirectoryStorage[" + root + "]";
  }

  private static ObjectKey given(ObjectKey key) {
    return Given.value(key, "the key of an object");
  }

  private Path pathOf(ObjectKey key) {
    return root.resolve(key.value());
  }

  private FileChannel open(ObjectKey key) throws IOException {
    return FileChannel.open(pathOf(key), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
  }

  /** What is at a key, where no folder on the way to it is a link or a file. */
  private Optional<BasicFileAttributes> attributes(ObjectKey key) {
    Path path = root;
    Optional<BasicFileAttributes> found = Optional.empty();
    for (String segment : given(key).value().split("/")) {
      if (found.isPresent() && !found.get().isDirectory()) {
        return Optional.empty();
      }
      boolean atTop = path.equals(root);
      path = path.resolve(segment);
      found = attributes(path, atTop);
      if (found.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  private static Optional<BasicFileAttributes> attributes(Path path, boolean atTop) {
    try {
      return Optional.of(DirectoryWalk.Entry.attributes(path, atTop));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFailures.sort(e, "look at", path);
    }
  }

  private boolean isFolder(ObjectKey key) {
    return attributes(key).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /** Folders exist for their objects only. The removal is forced to disk where a folder stays. */
  private void removeEmptyFolders(Path folder) throws IOException {
    Path rest = folder;
    while (!rest.equals(root) && isRemoved(rest)) {
      rest = rest.getParent();
    }
    try {
      PrivateFiles.force(rest);
    } catch (NoSuchFileException e) {
      // Somebody else removed it just now: the entry to force is further up.
      removeEmptyFolders(rest);
    }
  }

  private static boolean isRemoved(Path folder) {
    if (Files.isSymbolicLink(folder)) {
      return false;
    }
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      // Not empty, or not ours to remove: an empty folder is not listed either way.
      return false;
    }
  }
}
