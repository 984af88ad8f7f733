package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** One database on a test server; closing it drops it, whoever is still connected. */
public final class TestDatabase implements AutoCloseable {
  private final TestPostgres server;
  private final String name;

  TestDatabase(TestPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  /** What the database is called; may hold any character. */
  public String name() {
    return name;
  }

  /** The server that it lies on. */
  public TestPostgres server() {
    return server;
  }

  /** Connects as the superuser, over loopback, without a password. */
  public DataSource dataSource() {
    return dataSource(TestPostgres.SUPERUSER);
  }

  /** Connects as any role of the server. */
  public DataSource dataSource(String role) {
    return source(role);
  }

  /** The address as libpq writes it: {@code postgresql://postgres@127.0.0.1:54321/name}. */
  public String url() {
    return "postgresql://" + TestPostgres.SUPERUSER + "@" + address();
  }

  /** The address as JDBC writes it. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + address() + "?user=" + TestPostgres.SUPERUSER;
  }

  /** Tells libpq's programs, such as {@code psql} and {@code pg_dump}, to use this database. */
  public Map<String, String> environment() {
    return Map.of(
        "PGHOST",
        TestPostgres.HOST,
        "PGPORT",
        String.valueOf(server.port()),
        "PGUSER",
        TestPostgres.SUPERUSER,
        "PGDATABASE",
        name);
  }

  /** Connects; the caller closes. */
  public Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  /** Runs one or more statements, sent as one message and so as one transaction. */
  public TestDatabase execute(String sql) {
    try (Connection connection = simple().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + " in: " + shortened(sql), e);
    }
  }

  /** Runs statements one by one on one connection, each in a transaction of its own. */
  public TestDatabase executeEach(List<String> statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Runs a query; each row is the text of its columns, null where SQL says NULL. */
  public List<List<@Nullable String>> query(String sql) {
    try (Connection connection = simple().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      return rows(statement.executeQuery(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + " in: " + shortened(sql), e);
    }
  }

  /** Runs a query that gives one value, as text. */
  public @Nullable String value(String sql) {
    return query(sql).get(0).get(0);
  }

  /** Runs a script of plain SQL without psql's own commands and without COPY data. */
  public TestDatabase run(Path script) {
    try {
      return execute(Files.readString(script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a script on the class path, such as {@code /school.sql}. */
  public TestDatabase run(String resource) {
    try (InputStream script = TestDatabase.class.getResourceAsStream(resource)) {
      if (script == null) {
        throw new IllegalArgumentException("there is no " + resource + " on the class path");
      }
      return execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops the database, cutting off whoever is connected; closing twice does nothing. */
  @Override
  public void close() {
    dropSubscriptions();
    server.drop(name);
  }

  /** The server drops no database that has any; their slots are made up. */
  private void dropSubscriptions() {
    String own =
        "SELECT quote_ident(subname) FROM pg_subscription"
            + " WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = $lifeboat$"
            + name
            + "$lifeboat$)";
    for (List<@Nullable String> row : server.admin().query(own)) {
      execute("ALTER SUBSCRIPTION " + row.get(0) + " SET (slot_name = NONE)");
      execute("DROP SUBSCRIPTION " + row.get(0));
    }
  }

  @Override
  public String toString() {
    return server + ", database " + name;
  }

  private PGSimpleDataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {TestPostgres.HOST});
    source.setPortNumbers(new int[] {server.port()});
    source.setDatabaseName(name);
    source.setUser(role);
    return source;
  }

  /** The simple protocol takes a script whole; otherwise the driver would cut it at semicolons. */
  private DataSource simple() {
    PGSimpleDataSource source = source(TestPostgres.SUPERUSER);
    source.setPreferQueryMode(PreferQueryMode.SIMPLE);
    return source;
  }

  private String address() {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return TestPostgres.HOST + ":" + server.port() + "/" + encoded;
  }

  private static List<List<@Nullable String>> rows(ResultSet result) throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int column = 1; column <= columns; column++) {
        row.add(result.getString(column));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return rows;
  }

  private static String shortened(String sql) {
    return sql.length() <= 500 ? sql : sql.substring(0, 500) + "…";
  }
}
