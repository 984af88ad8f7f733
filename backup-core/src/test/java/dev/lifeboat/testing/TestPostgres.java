package dev.lifeboat.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** The majors that every build fetches; profile {@code all-servers} fetches the others. */
  private static final TreeSet<Integer> USUAL = new TreeSet<>(Set.of(15, 17));

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

  /** The servers that this build fetched, for {@code @MethodSource}. */
  public static Stream<TestPostgres> all() {
    TreeSet<Integer> majors = new TreeSet<>(USUAL);
    Stream.of(13, 14, 16, 18)
        .filter(major -> TestServer.jar(major).isPresent())
        .forEach(majors::add);
    String chosen = System.getProperty("lifeboat.majors", "");
    return majors.stream()
        .filter(
            major ->
                chosen.isEmpty() || Stream.of(chosen.split(",")).anyMatch(major.toString()::equals))
        .map(TestPostgres::of);
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
    admin().execute("CREATE DATABASE " + quoted(name) + " TEMPLATE template0");
    return new TestDatabase(this, name);
  }

  /** Makes a copy of a database that nobody is connected to; the caller closes it. */
  public TestDatabase createCopy(TestDatabase original) {
    String name = "test_" + databases.incrementAndGet();
    admin().execute("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(original.name()));
    return new TestDatabase(this, name);
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

  void drop(String name) {
    admin().execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
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
