package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The {@code pg_dump} of a server's own major, as a judge of copies: what it says of ours must be
 * what it says of the copy that it makes together with {@code psql}.
 */
public final class PgDump {
  private final Program dump;
  private final Program psql;

  private PgDump(Program dump, Program psql) {
    this.dump = dump;
    this.psql = psql;
  }

  /** Gives the judge for a server; the test is skipped where it is not installed. */
  public static PgDump require(TestPostgres server) {
    return new PgDump(
        Program.requireMajor("pg_dump", server.major()), Program.requireAtLeast("psql", 10));
  }

  /** Asserts that the schemas of both copies dump alike, where the judge is installed. */
  static void judge(TestDatabase source, TestDatabase ours, Path folder) {
    boolean installed =
        Program.find("psql").isPresent()
            && Program.findMajor("pg_dump", source.server().major()).isPresent();
    if (installed) {
      require(source.server()).assertSameDump(source, ours, folder, "-s");
    }
  }

  /**
   * Asserts that two databases dump alike, by the oldest {@code pg_dump} that reads their server;
   * where none is installed, nothing.
   *
   * @param folder for files
   */
  public static void assertEqualDumps(TestDatabase one, TestDatabase other, Path folder) {
    Program.findAtLeast("pg_dump", one.server().major())
        .ifPresent(
            dump ->
                assertThat(lines(dump(dump, other, folder)))
                    .as("what %s says of the copy, compared with the source", dump.version())
                    .containsExactlyElementsOf(lines(dump(dump, one, folder))));
  }

  /**
   * Asserts that both copies of a source dump alike.
   *
   * @param ours the copy that Lifeboat made
   * @param folder for files
   * @param options of the dumps that are compared, such as {@code -s}
   */
  public void assertSameDump(
      TestDatabase source, TestDatabase ours, Path folder, String... options) {
    try (TestDatabase theirs = source.server().createDatabase()) {
      Path script = dump(dump, source, folder);
      psql.with("-Xq", "-v", "ON_ERROR_STOP=1", "-f", script).env(theirs.environment()).succeed();
      assertThat(lines(dump(dump, ours, folder, options)))
          .as("what pg_dump says of our copy, compared with that of pg_dump and psql")
          .containsExactlyElementsOf(lines(dump(dump, theirs, folder, options)));
    }
  }

  private static Path dump(Program dump, TestDatabase database, Path folder, String... options) {
    Path file = folder.resolve("pg_dump-" + UUID.randomUUID() + ".sql");
    Object[] arguments =
        Stream.concat(Stream.of("-f", file), Stream.of(options)).toArray(Object[]::new);
    dump.with(arguments).env(database.environment()).succeed();
    return file;
  }

  /** All but the random word that newer versions put around a script. */
  private static List<String> lines(Path script) {
    try (Stream<String> lines = Files.lines(script)) {
      return lines
          .filter(line -> !line.startsWith("\\restrict ") && !line.startsWith("\\unrestrict "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
