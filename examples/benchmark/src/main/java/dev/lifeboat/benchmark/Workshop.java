package dev.lifeboat.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A folder and the server in it, both gone when it is closed; a program that is interrupted closes
 * it too.
 */
final class Workshop implements AutoCloseable {
  private final Path folder;
  private final Server server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Workshop(Path folder, Server server) {
    this.folder = folder;
    this.server = server;
  }

  /**
   * Opens one.
   *
   * @param parent where its folder goes
   * @param programs the folder of the server's programs; empty for those of Maven artifacts
   */
  static Workshop open(Path parent, Optional<Path> programs) throws IOException, SQLException {
    Path folder = Files.createTempDirectory(parent, "benchmark");
    try {
      Folders.letOthersPass(folder);
      Workshop workshop = new Workshop(folder, start(folder, programs.orElse(null)));
      Runtime.getRuntime().addShutdownHook(new Thread(workshop::clear));
      return workshop;
    } catch (IOException | SQLException | RuntimeException e) {
      Folders.remove(folder);
      throw e;
    }
  }

  private static Server start(Path folder, @Nullable Path programs)
      throws IOException, SQLException {
    return programs == null
        ? OwnServer.start()
        : InstalledServer.start(programs, Files.createDirectory(folder.resolve("server")));
  }

  /** A folder in it. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  Server server() {
    return server;
  }

  @Override
  public void close() {
    clear();
  }

  private void clear() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (server) {
      // its files go once it has stopped
    }
    try {
      Folders.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
