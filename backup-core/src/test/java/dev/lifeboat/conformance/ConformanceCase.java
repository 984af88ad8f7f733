package dev.lifeboat.conformance;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script that makes objects.
 *
 * <p>Its comments may state {@code -- since: MAJOR}, {@code -- roles: NAME, NAME}, {@code --
 * tablespaces: NAME, NAME} and {@code -- next transaction}.
 *
 * @param name the name of its file, without the ending
 * @param sql the script
 */
record ConformanceCase(String name, String sql) {
  private static final Pattern SINCE = Pattern.compile("^-- since: (\\d+)$", Pattern.MULTILINE);
  private static final Pattern ROLES = Pattern.compile("^-- roles: (.+)$", Pattern.MULTILINE);

  /** The names of the cases to run, while working on them; empty for all. */
  private static final String CHOSEN = System.getProperty("lifeboat.case", "");

  private static final Pattern TABLESPACES =
      Pattern.compile("^-- tablespaces: (.+)$", Pattern.MULTILINE);

  /** All cases on the class path, by name. */
  static List<ConformanceCase> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(ConformanceCase::read)
          .filter(each -> CHOSEN.isEmpty() || CHOSEN.contains(each.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the objects of the case; a comment says where a new transaction begins. */
  void load(TestDatabase database) {
    for (String transaction : sql.split("-- next transaction\n")) {
      database.execute(transaction);
    }
  }

  boolean runsOn(int major) {
    Matcher since = SINCE.matcher(sql);
    return !since.find() || major >= Integer.parseInt(since.group(1));
  }

  /** Makes the roles that it needs, which belong to the whole server. */
  void makeRoles(TestPostgres server) {
    Matcher roles = ROLES.matcher(sql);
    if (roles.find()) {
      for (String role : roles.group(1).split(", ")) {
        server
            .admin()
            .execute(
                "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN END$$"
                    .formatted(role));
      }
    }
  }

  /** Makes the tablespaces that it needs, inside the server's own directory. */
  void makeTablespaces(TestPostgres server) {
    Matcher tablespaces = TABLESPACES.matcher(sql);
    if (!tablespaces.find()) {
      return;
    }
    try (Connection connection = server.admin().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET allow_in_place_tablespaces = on");
      for (String name : tablespaces.group(1).split(", ")) {
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

  private static Path folder() {
    try {
      return Path.of(ConformanceCase.class.getResource("/conformance").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
