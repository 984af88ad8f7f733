package dev.lifeboat.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt to start a server: unpack, initialise, let in nobody without the password, run.
 *
 * @param folder of this user alone. Zonky's library lets everyone write to where it unpacks, so
 *     that is one level below; it removes what it takes for old in there, so data directories are
 *     not.
 */
record Launch(Platform platform, Path folder, String password) {
  /** How the names of files with a secret begin. */
  static final String SECRET = "secret";

  /** The folder of the data directories, their locks, and the secret while a server starts. */
  private static final String DATA = "data";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** IPv4 loopback is all that listens; there is no socket file, and no line lets others in. */
  private static final String WHO_MAY_CONNECT = "host all all 127.0.0.1/32 scram-sha-256\n";

  /**
   * Nothing here must survive a crash. Messages of the server may quote rows: they stay in the data
   * directory and go with it.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", EmbeddedServer.HOST),
          Map.entry("unix_socket_directories", ""),
          Map.entry("logging_collector", "on"),
          Map.entry("fsync", "off"),
          Map.entry("synchronous_commit", "off"),
          Map.entry("full_page_writes", "off"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_wal_size", "2GB"),
          Map.entry("max_connections", "100"),
          Map.entry("max_locks_per_transaction", "1024"),
          Map.entry("jit", "off"));

  /** Nobody else starts one meanwhile. */
  Launched start() throws IOException {
    return StartLock.holding(
        folder,
        () -> {
          Path data = Files.createDirectories(folder.resolve(DATA));
          Leftovers.remove(data);
          return launch(data.resolve(UUID.randomUUID().toString()));
        });
  }

  private Launched launch(Path data) throws IOException {
    DataLock lock = DataLock.take(data);
    try {
      return new Launched(startAt(data), lock);
    } catch (IOException | RuntimeException e) {
      lock.close(); // the next start removes what is there of the data
      throw e;
    }
  }

  private EmbeddedPostgres startAt(Path data) throws IOException {
    Path secret = Files.createTempFile(data.getParent(), SECRET, "");
    try {
      Files.writeString(secret, password);
      return builder(data, secret).start();
    } finally {
      Files.deleteIfExists(secret);
    }
  }

  private EmbeddedPostgres.Builder builder(Path data, Path secret) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver(new Binaries(platform)::open)
            .setOverrideWorkingDirectory(
                Files.createDirectories(folder.resolve("servers")).toFile())
            .setDataDirectory(data)
            .setDataDirectoryCustomizer(Launch::lock)
            .setConnectConfig("password", password)
            .setPGStartupWait(PATIENCE)
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("pwfile", secret.toString());
    SETTINGS.forEach(builder::setServerConfig);
    return builder;
  }

  private static void lock(File dataDirectory) {
    try {
      Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), WHO_MAY_CONNECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs, and the lock that says so. */
  record Launched(EmbeddedPostgres server, DataLock lock) {}

  /** Compared by value, so that zonky's library remembers what it has unpacked. */
  private record Binaries(Platform platform) {
    InputStream open(String system, String machine) throws IOException {
      return platform.binaries();
    }
  }
}
