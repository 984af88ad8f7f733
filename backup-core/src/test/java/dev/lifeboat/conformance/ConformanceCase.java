package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script that makes objects.
 *
 * <p>Its comments may state {@code -- since: MAJOR}, {@code -- until: MAJOR}, {@code -- roles:
 * NAME, NAME}, {@code -- tablespaces: NAME, NAME}, {@code -- covers: ITEM} of {@code coverage.txt},
 * {@code -- pg_dump: WHY} it cannot judge the copy, and {@code -- next transaction}.
 *
 * @param name the name of its file, without the ending
 * @param sql the script
 */
public record ConformanceCase(String name, String sql) implements SuiteCase {
  /** The names of the cases to run, while working on them; empty for all. */
  static final String CHOSEN = System.getProperty("lifeboat.case", "");

  /** All cases of this suite, by name. */
  static List<ConformanceCase> all() {
    return in(ConformanceCase.class.getResource("/conformance"));
  }

  /** The cases in a folder of the class path, by name. */
  public static List<ConformanceCase> in(URL folder) {
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(folder).toURI()))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(ConformanceCase::read)
          .filter(each -> CHOSEN.isEmpty() || List.of(CHOSEN.split(",")).contains(each.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the lines {@code -- word: value} of the script say, in their order. */
  public List<String> stated(String word) {
    return Pattern.compile("^-- " + Pattern.quote(word) + ": (.+)$", Pattern.MULTILINE)
        .matcher(sql)
        .results()
        .map(line -> line.group(1))
        .toList();
  }

  /** Makes the objects of the case; a comment says where a new transaction begins. */
  public void load(TestDatabase database) {
    for (String transaction : sql.split("-- next transaction\n")) {
      database.execute(transaction);
    }
  }

  @Override
  public String file() {
    return "backup-core/src/test/resources/conformance/" + name + ".sql";
  }

  @Override
  public List<String> covers() {
    return stated("covers");
  }

  @Override
  public void run(TestPostgres server, Path folder) {
    prepare(server);
    try (TestDatabase source = server.createDatabase()) {
      load(source);
      try (TestDatabase copy = RoundTrip.usual().sameCopy(source, folder)) {
        if (stated("pg_dump").isEmpty()) {
          PgDump.judge(source, copy, folder);
        }
      }
    }
  }

  /** Whether servers of a major version can make the objects. */
  @Override
  public boolean runsOn(int major) {
    return stated("since").stream().allMatch(since -> major >= Integer.parseInt(since))
        && stated("until").stream().allMatch(until -> major <= Integer.parseInt(until));
  }

  /** Makes what belongs to the whole server: the roles and tablespaces that it needs. */
  public void prepare(TestPostgres server) {
    names("roles").forEach(role -> makeRole(server, role));
    if (names("tablespaces").findAny().isPresent()) {
      makeTablespaces(server);
    }
  }

  private Stream<String> names(String word) {
    return stated(word).stream().flatMap(list -> Stream.of(list.split(", ")));
  }

  private static void makeRole(TestPostgres server, String role) {
    server
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN END$$"
                .formatted(role));
  }

  /** Inside the server's own directory. */
  private void makeTablespaces(TestPostgres server) {
    try (Connection connection = server.admin().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET allow_in_place_tablespaces = on");
      for (String name : names("tablespaces").toList()) {
        make(statement, "CREATE TABLESPACE \"" + name.replace("\"", "\"\"") + "\" LOCATION ''");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void make(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      if (!"42710".equals(e.getSQLState())) { // made for a case before
        throw e;
      }
    }
  }

  private static ConformanceCase read(Path file) {
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.sql$", "");
      return new ConformanceCase(name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
