package dev.lifeboat.dump;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.Uninterrupted;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts the volumes of a dump together in one file. Thread-safe.
 *
 * <p>The volume whose turn it is goes straight into the file; those that are written meanwhile wait
 * beside it in files of their own, at most one for each job. The file has a temporary name until
 * {@link #publish()} gives it the real one, so that a dump that failed leaves nothing.
 */
public final class ArchiveFile implements VolumeSink, AutoCloseable {
  private final Path target;
  private final Path partial;
  private final FileChannel archive;
  private final Map<Integer, Path> waiting = new HashMap<>();
  private int turn;
  private boolean turnTaken;

  /** Something is in the file that is no whole volume and could not be taken back. */
  private boolean broken;

  private ArchiveFile(Path target, Path partial, FileChannel archive) {
    this.target = target;
    this.partial = partial;
    this.archive = archive;
  }

  /**
   * Begins a file.
   *
   * @param target its name; nothing may exist there
   * @param attributes that it has from its beginning, such as who may read it
   * @return the file, to be published and closed by the caller
   * @throws RefusedException if something exists there, or nothing can be written
   */
  public static ArchiveFile create(Path target, FileAttribute<?>... attributes) {
    if (Files.exists(target)) {
      throw exists(target);
    }
    Path partial = sibling(target, ".partial-" + UUID.randomUUID());
    try {
      return new ArchiveFile(
          target,
          partial,
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes));
    } catch (IOException e) {
      throw new RefusedException(
          "Cannot write to %s: %s; check that its folder exists and may be written to"
              .formatted(target, reason(e)),
          e);
    }
  }

  @Override
  public synchronized VolumeOutput open(int number) throws IOException {
    if (broken) {
      throw notWhole();
    }
    if (number == turn && !turnTaken) {
      turnTaken = true;
      return new DirectVolume(archive.position());
    }
    return new WaitingVolume(number, sibling(partial, ".volume-" + number));
  }

  @Override
  public synchronized boolean discardAll() throws IOException {
    broken = true;
    deleteWaiting();
    archive.truncate(0);
    turn = 0;
    turnTaken = false;
    broken = false;
    return true;
  }

  /**
   * Makes the file durable and gives it its name.
   *
   * @throws RefusedException if something has come to exist there meanwhile
   * @throws IOException if the disk fails, or failed before so that not all volumes are in the file
   */
  public void publish() throws IOException {
    requireWhole();
    archive.force(true);
    archive.close();
    Uninterrupted.run(this::giveName);
  }

  private void giveName() throws IOException {
    try {
      Files.createLink(target, partial);
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(
          partial, target); // a file system without links; a race with another writer is lost
    }
    syncFolder();
  }

  /** Removes what is not published; closing twice does nothing. */
  @Override
  public void close() throws IOException {
    archive.close();
    Files.deleteIfExists(partial);
    deleteWaiting();
  }

  private void deleteWaiting() throws IOException {
    for (Path volume : waiting.values()) {
      Files.deleteIfExists(volume);
    }
    waiting.clear();
  }

  private synchronized void requireWhole() throws IOException {
    if (broken || turnTaken || !waiting.isEmpty()) {
      throw notWhole();
    }
  }

  private IOException notWhole() {
    return new IOException(
        "a volume could not be put into '%s'; begin the file again".formatted(target));
  }

  private synchronized void nextTurn() throws IOException {
    turn++;
    turnTaken = false;
    for (Path next = waiting.remove(turn); next != null; next = waiting.remove(turn)) {
      append(next);
      turn++;
    }
  }

  private void append(Path volume) throws IOException {
    broken = true;
    try (FileChannel in = FileChannel.open(volume)) {
      long position = 0;
      while (position < in.size()) {
        position += in.transferTo(position, in.size() - position, archive);
      }
    }
    Files.delete(volume);
    broken = false;
  }

  private synchronized void keep(int number, Path volume) throws IOException {
    waiting.put(number, volume);
    if (number == turn && !turnTaken) {
      append(waiting.remove(number));
      nextTurn();
    }
  }

  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      if (!System.getProperty("os.name").startsWith("Windows")) { // which cannot open a folder
        throw e;
      }
    }
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static RefusedException exists(Path target) {
    return new RefusedException(
        "'%s' exists and is not overwritten; choose another name or remove it".formatted(target));
  }

  private static @Nullable String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.getClass().getSimpleName();
  }

  /** A volume whose bytes go to a stream. */
  private abstract static class StreamedVolume extends VolumeOutput {
    final OutputStream out;

    StreamedVolume(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }
  }

  /** The volume whose turn it is. */
  private final class DirectVolume extends StreamedVolume {
    private final long start;
    private boolean done;

    DirectVolume(long start) {
      super(Channels.newOutputStream(archive));
      this.start = start;
    }

    @Override
    public void commit() throws IOException {
      done = true;
      nextTurn();
    }

    @Override
    public void close() throws IOException {
      if (!done) {
        done = true;
        giveBack();
      }
    }

    /** Cuts off what was written, so that the volume can be begun again. */
    private void giveBack() throws IOException {
      synchronized (ArchiveFile.this) {
        broken = true;
        archive.truncate(start);
        broken = false;
        turnTaken = false;
      }
    }
  }

  /** A volume that waits beside the file. */
  private final class WaitingVolume extends StreamedVolume {
    private final int number;
    private final Path file;
    private boolean kept;

    WaitingVolume(int number, Path file) throws IOException {
      super(Files.newOutputStream(file));
      this.number = number;
      this.file = file;
    }

    @Override
    public void commit() throws IOException {
      out.close();
      kept = true;
      keep(number, file);
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }
}
