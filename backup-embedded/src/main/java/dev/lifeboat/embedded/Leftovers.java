package dev.lifeboat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the servers that killed JVMs have left, and removes their data and the files of their
 * secrets. A JVM holds a lock on a file of each as long as it lives.
 */
final class Leftovers {
  /** Zonky's library locks a file of this name in each data directory. */
  private static final String LOCK = "epg-lock";

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final long PATIENCE_SECONDS = 10;

  private Leftovers() {}

  /** Removes what can be removed; what cannot is left to a later start. */
  static void remove(Path workingDirectory) {
    for (Path each : children(workingDirectory)) {
      try {
        if (Files.isRegularFile(each.resolve(LOCK))) {
          removeData(each);
        } else if (each.getFileName().toString().startsWith(Launch.SECRET)) {
          removeSecret(each);
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.info("{} of a killed process stays: {}", each, e.getMessage());
      }
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (IOException e) {
      LOG.info("{} cannot be looked through: {}", folder, e.getMessage());
      return List.of();
    }
  }

  private static void removeData(Path data) throws IOException {
    try (FileChannel channel = open(data.resolve(LOCK));
        FileLock lock = tryLock(channel)) {
      if (lock == null) {
        return;
      }
      postmaster(data).ifPresent(Leftovers::end);
      delete(data);
    } catch (NoSuchFileException e) {
      LOG.debug("{} was removed meanwhile", data);
    }
  }

  private static void removeSecret(Path secret) throws IOException {
    try (FileChannel channel = open(secret);
        FileLock lock = tryLock(channel)) {
      if (lock != null) {
        Files.deleteIfExists(secret);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was removed meanwhile", secret);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** Null where a living JVM holds it, this one included. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The process that the server says it is, unless its number belongs to another by now. */
  private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.size() > 1 && lines.get(1).equals(data.toString())
        ? ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
            .filter(process -> isPostgres(process.info()))
        : Optional.empty();
  }

  private static boolean isPostgres(ProcessHandle.Info info) {
    return info.command().filter(command -> command.contains("postgres")).isPresent();
  }

  /** A function of the backup may still run, and would keep the server from stopping by itself. */
  private static void end(ProcessHandle postmaster) {
    List<ProcessHandle> children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("The PostgreSQL of a killed process, {}, does not end", postmaster.pid());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
