package dev.lifeboat.storage;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.error.UnknownOutcomeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** A file that is written under a temporary name. */
final class DirectoryUpload extends Upload {
  static final String CLAIM = ".claim";

  /** Listings never show it, as no segment of a key starts with a dot. */
  static final String FOLDER = ".uploads";

  static final String PART = ".part";

  /** The JDK copies through a direct buffer of this size, which each thread keeps. */
  private static final int MAX_WRITE_BYTES = 128 * 1024;

  /** How often a folder that a delete has just removed is made again. */
  private static final int PUBLISH_ATTEMPTS = 20;

  private final Path root;
  private final ObjectKey key;
  private final Publisher publisher;
  private final Path temporary;
  private final FileChannel channel;
  private boolean finished;

  private DirectoryUpload(Path root, ObjectKey key, Publisher publisher, Path temporary)
      throws IOException {
    this.root = root;
    this.key = key;
    this.publisher = publisher;
    this.temporary = temporary;
    this.channel = PrivateFiles.create(temporary);
  }

  static DirectoryUpload start(Path root, ObjectKey key, Publisher publisher) {
    Path folder = root.resolve(FOLDER);
    try {
      PrivateFiles.createDirectories(root);
      folder = nearest(root, key).resolve(FOLDER);
      PrivateFiles.createDirectory(folder);
      return new DirectoryUpload(root, key, publisher, folder.resolve(UUID.randomUUID() + PART));
    } catch (IOException e) {
      throw FileFailures.sort(e, "write in", folder);
    }
  }

  /** A file gets its name without being copied on its own file system alone. */
  private static Path nearest(Path root, ObjectKey key) throws IOException {
    Path top = root.resolve(key.value().split("/", 2)[0]);
    return Files.isDirectory(top) && !Files.getFileStore(top).equals(Files.getFileStore(root))
        ? top
        : root;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("The upload of '%s' is closed".formatted(key));
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.position() < offset + length) {
        buffer.limit(Math.min(offset + length, buffer.position() + MAX_WRITE_BYTES));
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void commit() {
    if (finished) {
      throw new IllegalStateException("The upload of '%s' is closed".formatted(key));
    }
    try {
      channel.force(true);
      channel.close();
      publish();
    } catch (IOException e) {
      throw failed(e);
    } catch (LifeboatException e) {
      throw discarded(e);
    }
    finished = true;
    Uninterrupted.run(this::makeDurable);
    discard();
  }

  @Override
  public void close() {
    if (!finished) {
      finished = true;
      discard();
    }
  }

  private void publish() throws IOException {
    Path target = root.resolve(key.value());
    for (int attempt = 1; attempt <= PUBLISH_ATTEMPTS; attempt++) {
      try {
        createFolders();
        publisher.publish(temporary, target);
        return;
      } catch (FileAlreadyExistsException e) {
        throw new KeyExistsException(key, root.toString());
      } catch (NoSuchFileException e) {
        requireNotSwept();
      }
    }
    throw new RetryableException(
        "The folder of '%s' was removed again and again by others".formatted(target));
  }

  private void createFolders() throws IOException {
    Path folder = root;
    String[] segments = key.value().split("/");
    for (int i = 0; i < segments.length - 1; i++) {
      folder = folder.resolve(segments[i]);
      if (i > 0 || !Files.isDirectory(folder)) { // the first may be a link
        createFolder(folder);
      }
    }
  }

  private void createFolder(Path folder) throws IOException {
    try {
      PrivateFiles.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(
          "'%s' cannot be stored, as '%s' is not a folder; choose another key"
              .formatted(key, folder),
          e);
    }
  }

  private void requireNotSwept() {
    if (!Files.exists(temporary)) {
      throw new RefusedException(
          "The upload of '%s' to %s was swept as abandoned; upload it again".formatted(key, root));
    }
  }

  /** Every folder up to the root may be new, made by this upload or by one at the same time. */
  private void makeDurable() {
    try {
      Path folder = root.resolve(key.value()).getParent();
      while (folder != null && folder.startsWith(root)) {
        PrivateFiles.force(folder);
        folder = folder.getParent();
      }
    } catch (IOException e) {
      discard();
      throw new UnknownOutcomeException(
          "'%s' is in %s but may not survive a crash of the machine (%s); check the disk"
              .formatted(key, root, e.getMessage()),
          e);
    }
  }

  private LifeboatException failed(IOException cause) {
    return discarded(FileFailures.sort(cause, "write", root.resolve(key.value())));
  }

  private LifeboatException discarded(LifeboatException failure) {
    finished = true;
    discard();
    return failure;
  }

  /** What cannot be removed now is left to a sweep: it is not listed. */
  private void discard() {
    try {
      channel.close();
    } catch (IOException e) {
      // The content is not wanted any more.
    }
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // Left to a sweep.
    }
  }
}
