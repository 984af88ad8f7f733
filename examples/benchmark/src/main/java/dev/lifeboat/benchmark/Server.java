package dev.lifeboat.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that was started for the benchmark, on loopback. */
interface Server extends AutoCloseable {
  String HOST = "127.0.0.1";
  String USER = "postgres";

  int port();

  String password();

  /** Where it comes from. */
  String origin();

  @Override
  void close();

  /** Connects to a database. */
  default Connection connect(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {HOST});
    source.setPortNumbers(new int[] {port()});
    source.setDatabaseName(database);
    source.setUser(USER);
    source.setPassword(password());
    return source.getConnection();
  }

  /** Runs statements, each in a transaction of its own. */
  default void run(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of all rows of a query. */
  default List<String> texts(String database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** What libpq and Lifeboat need to know to connect, besides the database. */
  default Map<String, String> environment() {
    return Map.of("PGHOST", HOST, "PGPORT", "" + port(), "PGUSER", USER, "PGPASSWORD", password());
  }

  /** The address of a database, without the password. */
  default String url(String database) {
    return "postgresql://%s@%s:%d/%s".formatted(USER, HOST, port(), database);
  }

  /** Its main process, if the system lets us see. */
  default OptionalLong pid() throws SQLException {
    Path data = Path.of(texts(USER, "SHOW data_directory").get(0));
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      return OptionalLong.of(Long.parseLong(lines.findFirst().orElseThrow().strip()));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
