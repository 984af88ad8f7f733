package dev.lifeboat.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The processes behind a {@link TestPostgres}: binaries that the build fetched, started by zonky's
 * library, which stops them and removes their files when the JVM ends.
 */
record TestServer(int port, Path dataDirectory) {
  private static final int ATTEMPTS = 5;

  /** Linux's file system in memory; no space where there is none. */
  private static final File MEMORY = new File("/dev/shm");

  private static final long LEAST_MEMORY_BYTES = 8L << 30;

  /** Quick rather than safe, roomy, and with what publications and subscriptions need. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", TestPostgres.HOST),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "off"),
          Map.entry("synchronous_commit", "off"),
          Map.entry("full_page_writes", "off"),
          Map.entry("autovacuum", "off"),
          Map.entry("shared_buffers", "64MB"),
          Map.entry("max_connections", "200"),
          Map.entry("max_locks_per_transaction", "256"),
          Map.entry("max_prepared_transactions", "10"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_wal_size", "512MB"));

  /** Starts a server; skips the test where the build has no binaries of that major. */
  static TestServer start(int major) {
    return start(major, Map.of(), data -> {});
  }

  /** Starts a standby that streams from a server. */
  static TestServer standby(TestPostgres primary, Map<String, String> settings) {
    return start(primary.major(), settings, data -> BaseCopy.replace(data.toPath(), primary));
  }

  /** Stops the server and starts it again as it was, in the way that {@code pg_ctl -m} names. */
  void restart(String mode) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // as zonky's library does: it must not be root
    }
    String programs = admin("SELECT setting FROM pg_config WHERE name = 'BINDIR'");
    command.addAll(
        List.of(programs + "/pg_ctl", "restart", "-D", dataDirectory.toString(), "-m", mode, "-w"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the server does not start again");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String admin(String sql) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {TestPostgres.HOST});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser(TestPostgres.SUPERUSER);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestServer start(
      int major, Map<String, String> settings, Consumer<File> customizer) {
    Path jar =
        jar(major)
            .orElseThrow(
                () -> Skip.because("PostgreSQL " + major + " was not fetched: build backup-core"));
    if (!fits(jar)) {
      throw Skip.because("there is no PostgreSQL for " + system() + " on " + machine());
    }
    return start(jar, settings, customizer, 1);
  }

  /** The port is free when it is chosen, which says nothing about a moment later. */
  private static TestServer start(
      Path jar, Map<String, String> settings, Consumer<File> customizer, int attempt) {
    Path data = TestData.ofThisJvm(parent()).resolve(UUID.randomUUID().toString());
    try {
      EmbeddedPostgres.Builder builder = builder(jar, data).setDataDirectoryCustomizer(customizer);
      settings.forEach(builder::setServerConfig);
      EmbeddedPostgres server = builder.start();
      if (isAt(server, data)) {
        return new TestServer(server.getPort(), data);
      }
      server.close();
      throw new IOException("another server answers on port " + server.getPort());
    } catch (IOException | IllegalStateException e) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException("PostgreSQL from " + jar + " does not start", e);
      }
      return start(jar, settings, customizer, attempt + 1);
    }
  }

  /** Two servers may have raced for the port: make sure that ours is the one that answers. */
  private static boolean isAt(EmbeddedPostgres server, Path data) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      return row.next() && Files.isSameFile(Path.of(row.getString(1)), data);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path jar, Path data) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, machine) -> open(jar))
            .setOverrideWorkingDirectory(workingDirectory().toFile())
            .setDataDirectory(data)
            .setPGStartupWait(Duration.ofMinutes(1))
            .setLocaleConfig("locale", "C");
    SETTINGS.forEach(builder::setServerConfig);
    return builder;
  }

  /** Each user has one, so that root's files are in nobody's way. */
  private static Path workingDirectory() {
    return parent().resolve("lifeboat-test-servers-" + System.getProperty("user.name"));
  }

  private static Path parent() {
    return Path.of(System.getProperty("lifeboat.test-servers", usualDirectory()));
  }

  /** Servers make databases several times as fast in memory, where there is much of it. */
  private static String usualDirectory() {
    return MEMORY.getUsableSpace() > LEAST_MEMORY_BYTES
        ? MEMORY.getPath()
        : System.getProperty("java.io.tmpdir");
  }

  /** The jar that the build of the core copied, seen from the core and from modules beside it. */
  static Optional<Path> jar(int major) {
    String name = "target/test-servers/postgres-" + major + ".jar";
    return Stream.iterate(
            Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
        .flatMap(directory -> Stream.of(directory, directory.resolve("backup-core")))
        .map(directory -> directory.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static InputStream open(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      JarEntry binaries = binaries(file).findFirst().orElseThrow();
      return new ByteArrayInputStream(file.getInputStream(binaries).readAllBytes());
    }
  }

  private static boolean fits(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return binaries(file).findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names look like {@code postgres-linux-x86_64.txz}, with {@code -alpine_linux} for musl. */
  private static Stream<JarEntry> binaries(JarFile file) {
    String start = "postgres-" + system() + "-" + machine();
    return file.stream().filter(entry -> entry.getName().startsWith(start));
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
  }

  private static String machine() {
    String machine = System.getProperty("os.arch");
    return Map.of("amd64", "x86_64", "aarch64", "arm_64").getOrDefault(machine, machine);
  }
}
