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
 * A script whose database must come back with all that it holds.
 *
 * <p>Its first lines are comments that may state {@code -- since: MAJOR}, {@code -- roles: NAME,
 * NAME}, {@code -- until: MAJOR}, {@code -- tablespaces: NAME, NAME} and {@code -- pg_dump: WHY} it
 * cannot judge; {@code -- next transaction} begins one.
 *
 * @param name the name of its file, without the ending
 * @param sql the script
 */
public record ScriptCase(String name, String sql) implements ConformanceCase {
  private static final int OLDEST = 13;

  /** All scripts of this suite, by name. */
  static List<ScriptCase> all() {
    return in(ScriptCase.class.getResource("/conformance"));
  }

  /** The scripts in a folder of the class path, by name. */
  public static List<ScriptCase> in(URL folder) {
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(folder).toURI()))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(ScriptCase::read)
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

  /** Whether servers of a major version can make the objects. */
  public boolean runsOn(int major) {
    return major >= since()
        && stated("until").stream().allMatch(until -> major <= Integer.parseInt(until));
  }

  @Override
  public int since() {
    return header("since").map(Integer::valueOf).findFirst().orElse(OLDEST);
  }

  @Override
  public void run(TestPostgres server, Path folder) {
    prepare(server);
    try (TestDatabase source = server.createDatabase()) {
      load(source);
      try (TestDatabase copy = RoundTrip.usual().sameCopy(source, folder)) {
        if (header("pg_dump").findAny().isEmpty()) {
          PgDump.judge(source, copy, folder);
        }
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** Makes what belongs to the whole server: the roles and tablespaces that it needs. */
  public void prepare(TestPostgres server) {
    header("roles").forEach(role -> makeRole(server, role));
    makeTablespaces(server);
  }

  /** Makes the objects of the case; a comment says where a new transaction begins. */
  public void load(TestDatabase database) {
    for (String transaction : sql.split("-- next transaction\n")) {
      database.execute(transaction);
    }
  }

  /** Roles belong to the whole server, and other cases use them too. */
  private static void makeRole(TestPostgres server, String role) {
    server
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN END$$"
                .formatted(role));
  }

  /** Tablespaces lie inside the server's own directory. */
  private void makeTablespaces(TestPostgres server) {
    List<String> names = header("tablespaces").toList();
    if (names.isEmpty()) {
      return;
    }
    try (Connection connection = server.admin().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET allow_in_place_tablespaces = on");
      for (String name : names) {
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

  /** What the comment of a name lists. */
  private Stream<String> header(String key) {
    return stated(key).stream().flatMap(list -> Stream.of(list.split(", ")));
  }

  private static ScriptCase read(Path file) {
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.sql$", "");
      return new ScriptCase(name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
