package dev.lifeboat.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a running server, copied to be those of a standby that streams from it.
 *
 * <p>As PostgreSQL's documentation has it, "Making a Base Backup Using the Low Level API".
 */
final class BaseCopy {
  /** What belongs to the server that runs; zonky's library locks the last one. */
  private static final Set<String> OWN = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

  private BaseCopy() {}

  /** Replaces what is in a data directory. */
  static void replace(Path target, TestPostgres primary) {
    try (Connection connection = primary.admin().connect();
        Statement statement = connection.createStatement()) {
      boolean renamed = primary.major() >= 15;
      statement.execute(
          renamed
              ? "SELECT pg_backup_start('c', true)"
              : "SELECT pg_start_backup('c', true, false)");
      empty(target);
      copy(primary.dataDirectory(), target);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT labelfile FROM "
                  + (renamed ? "pg_backup_stop(false)" : "pg_stop_backup(false, false)"))) {
        row.next();
        Files.writeString(target.resolve("backup_label"), row.getString(1));
      }
      follow(target, primary.port());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the files of " + primary + " could not be copied", e);
    }
  }

  private static void follow(Path target, int port) throws IOException {
    Files.writeString(target.resolve("standby.signal"), "");
    Files.writeString(
        target.resolve("postgresql.auto.conf"),
        "\nprimary_conninfo = 'host=%s port=%d user=%s'\n"
            .formatted(TestPostgres.HOST, port, TestPostgres.SUPERUSER),
        StandardOpenOption.APPEND);
  }

  private static void empty(Path directory) throws IOException {
    for (Path path : paths(directory, Comparator.reverseOrder())) {
      if (!path.equals(directory) && !OWN.contains(path.getFileName().toString())) {
        Files.delete(path);
      }
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    for (Path path : paths(source, Comparator.naturalOrder())) {
      Path name = source.relativize(path);
      boolean log = name.startsWith("pg_wal") && Files.isRegularFile(path);
      if (!log && !path.equals(source) && !OWN.contains(name.toString())) {
        copyOne(path, target.resolve(name));
      }
    }
  }

  private static void copyOne(Path path, Path target) throws IOException {
    try {
      Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      if (Files.exists(path)) { // else the server has removed it meanwhile
        throw e;
      }
    }
  }

  private static List<Path> paths(Path directory, Comparator<Path> order) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(order).toList();
    }
  }
}
