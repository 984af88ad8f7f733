package dev.lifeboat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of one major version, started when first used, shared by all tests of
 * the JVM and stopped when that ends. Thread-safe.
 *
 * <p>It listens on loopback only and lets every role in without a password: for tests alone. It is
 * tuned to be quick, not to survive a crash.
 */
public final class TestPostgres {
  /** The role that owns everything unless a test says otherwise. */
  public static final String SUPERUSER = "postgres";

  static final String HOST = "127.0.0.1";

  /** The majors that Lifeboat knows; every build fetches them. */
  private static final List<Integer> ALL = List.of(13, 14, 15, 16, 17, 18);

  /** Those that tests run on unless the version matters to what they test, to keep them quick. */
  private static final List<Integer> USUAL = List.of(15, 17);

  private static final String CHOSEN = System.getProperty("lifeboat.majors", "");

  private static final Map<Integer, TestPostgres> SERVERS = new ConcurrentHashMap<>();

  private final int major;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable TestServer running;

  private TestPostgres(int major) {
    this.major = major;
  }

  /** The server of a major version; it starts when a database is asked for. */
  public static TestPostgres of(int major) {
    return SERVERS.computeIfAbsent(major, TestPostgres::new);
  }

  /**
   * A server of a major version that no other test uses, for what is about whole servers; it stops
   * when the JVM ends.
   */
  public static TestPostgres fresh(int major) {
    return new TestPostgres(major);
  }

  /**
   * A standby that streams from this server and answers queries; it stops when the JVM ends.
   *
   * @param settings of the standby, such as {@code hot_standby_feedback}
   */
  public TestPostgres standby(Map<String, String> settings) {
    TestPostgres standby = new TestPostgres(major);
    standby.running = TestServer.standby(this, settings);
    return standby;
  }

  /** Stops the server, as {@code pg_ctl -m} with this mode does, and starts it on the same port. */
  public void restart(String mode) {
    running().restart(mode);
  }

  /**
   * The servers of all majors, for {@code @MethodSource}: for tests of what differs between them.
   * {@code -Dlifeboat.majors=15,18} chooses others.
   */
  public static Stream<TestPostgres> all() {
    return chosen(ALL);
  }

  /**
   * The servers that most tests run on, for {@code @MethodSource}. {@code -Dlifeboat.majors=15,18}
   * chooses others.
   */
  public static Stream<TestPostgres> usual() {
    return chosen(USUAL);
  }

  /** Whether {@code -Dlifeboat.majors} says on which servers to run. */
  public static boolean areChosen() {
    return !CHOSEN.isEmpty();
  }

  private static Stream<TestPostgres> chosen(List<Integer> majors) {
    List<Integer> chosen =
        areChosen() ? Stream.of(CHOSEN.split(",")).map(Integer::valueOf).toList() : majors;
    return chosen.stream().map(TestPostgres::of);
  }

  /** The major version, such as 17. */
  public int major() {
    return major;
  }

  /** Makes an empty database; the caller closes it. Skips the test where there is no server. */
  public TestDatabase createDatabase() {
    return createDatabase("test_" + databases.incrementAndGet());
  }

  /** Makes an empty database with a name of any characters; the caller closes it. */
  public TestDatabase createDatabase(String name) {
    return copy("template0", name);
  }

  /** Makes a copy of a database that nobody is connected to; the caller closes it. */
  public TestDatabase createCopy(TestDatabase original) {
    return copy(original.name(), "test_" + databases.incrementAndGet());
  }

  /** A database that exists, whoever made it. */
  public TestDatabase database(String name) {
    return new TestDatabase(this, name);
  }

  /** The server's own database, for roles and other things of the whole server. Do not close. */
  public TestDatabase admin() {
    return new TestDatabase(this, "postgres");
  }

  /** The TCP port on loopback; starts the server if need be. */
  public int port() {
    return running().port();
  }

  /** The server's data directory; starts the server if need be. */
  public Path dataDirectory() {
    return running().dataDirectory();
  }

  /** Puts a file of an extension among the server's own. */
  public void addExtensionFile(String name, byte[] content) {
    String share =
        admin().value("SELECT setting FROM pg_catalog.pg_config WHERE name = 'SHAREDIR'");
    try {
      Files.write(Path.of(Objects.requireNonNull(share), "extension", name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void drop(String name) {
    admin().execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
  }

  /** From 15 on a server logs what it copies unless told; copying files is quicker. */
  private TestDatabase copy(String template, String name) {
    String strategy = major < 15 ? "" : " STRATEGY = FILE_COPY";
    admin().execute("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template) + strategy);
    return new TestDatabase(this, name);
  }

  @Override
  public String toString() {
    return "PostgreSQL " + major;
  }

  private synchronized TestServer running() {
    if (running == null) {
      running = TestServer.start(major);
    }
    return running;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
