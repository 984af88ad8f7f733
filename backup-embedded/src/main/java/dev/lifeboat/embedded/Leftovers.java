package dev.lifeboat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 * secrets. For whoever holds the {@link StartLock}: nobody else is making any of these then.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final long PATIENCE_SECONDS = 10;

  private Leftovers() {}

  /** Removes what can be removed; what cannot is left to a later start. */
  static void remove(Path folder) {
    for (Path each : children(folder)) {
      try {
        String name = each.getFileName().toString();
        if (name.startsWith(Launch.SECRET)) {
          Files.deleteIfExists(each);
        } else {
          removeData(folder.resolve(DataLock.withoutSuffix(name)));
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
    if (DataLock.isHeld(data)) {
      return;
    }
    try {
      if (Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
        postmaster(data).ifPresent(Leftovers::end);
        delete(data);
      }
      Files.deleteIfExists(DataLock.file(data));
    } catch (NoSuchFileException e) {
      LOG.debug("{} was removed meanwhile", data);
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
