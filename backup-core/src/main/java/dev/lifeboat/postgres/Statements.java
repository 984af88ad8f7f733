package dev.lifeboat.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Runs the statements of a session, whatever encoding the database and the statements are in. For
 * one thread at a time.
 *
 * <p>The driver speaks UTF-8, and lets nobody change that. So texts come from databases in other
 * encodings as bytes ({@link RawRows}), and statements that UTF-8 does not carry go there as bytes
 * ({@link RawStatement}).
 */
final class Statements {
  private static final String COUNTED = "lifeboat.counted";

  /** Statements with a result that cannot be a part of a query; what they return is ASCII. */
  private static final List<String> UTILITIES = List.of("SHOW ", "EXECUTE ");

  private final Connection connection;
  private final TextEncoding serverEncoding;
  private TextEncoding encoding;
  private int cursors;

  Statements(Connection connection, TextEncoding serverEncoding) {
    this.connection = connection;
    this.serverEncoding = serverEncoding;
    this.encoding = serverEncoding;
  }

  /** The encoding of the database. */
  TextEncoding serverEncoding() {
    return serverEncoding;
  }

  /** The encoding that statements come from. */
  TextEncoding encoding() {
    return encoding;
  }

  /** States the encoding that statements come from. */
  void speak(TextEncoding other) {
    encoding = other;
  }

  /** Whether the driver can send SQL so that the server has what it means. */
  boolean carry(String sql) {
    boolean asBytes = encoding.isAny() && !serverEncoding.isAny() && !serverEncoding.isUtf8();
    return TextEncoding.isAscii(sql) || !(asBytes || TextEncoding.holdsBytes(sql));
  }

  /** Runs statements without a result. */
  void execute(String sql) throws SQLException {
    send(carry(sql) ? sql : RawStatement.execution(sql, encoding, serverEncoding));
  }

  /** Runs one statement as its bytes, and returns how many rows it took. In a transaction. */
  long count(String sql) throws SQLException {
    send(RawStatement.counting(sql, COUNTED, encoding, serverEncoding));
    return Long.parseLong(shown(connection, COUNTED));
  }

  /** The value of a setting, which SHOW reads without looking up any name. */
  static String shown(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Begins to run a query. */
  OpenQuery open(int fetchRows, String sql, Object... parameters) throws SQLException {
    if (!carry(sql)) {
      return openRaw(sql);
    }
    PreparedStatement statement = prepare(sql);
    try {
      statement.setFetchSize(fetchRows);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, carried(parameters[i]));
      }
      ResultSet rows = statement.executeQuery();
      return new OpenQuery(statement, RawRows.decoded(rows, serverEncoding), () -> {});
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** The driver would send something else, without a word. */
  private static Object carried(Object parameter) throws SQLException {
    if (parameter instanceof String text && TextEncoding.holdsBytes(text)) {
      throw new SQLException("'" + Sql.oneLine(text) + "' holds bytes that are no text", "22021");
    }
    return parameter;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    if (serverEncoding.isUtf8() || UTILITIES.stream().anyMatch(sql::startsWith)) {
      return connection.prepareStatement(sql);
    }
    try (PreparedStatement described = connection.prepareStatement(sql)) {
      return connection.prepareStatement(RawRows.query(sql, described, serverEncoding));
    }
  }

  /** Its rows hold no texts but ASCII, and are few enough to be held. */
  private OpenQuery openRaw(String sql) throws SQLException {
    boolean alone = connection.getAutoCommit();
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    try {
      String cursor = openCursor(sql);
      ResultSet rows = statement.executeQuery("FETCH ALL FROM " + cursor);
      return new OpenQuery(statement, rows, () -> endRaw(cursor, alone));
    } catch (SQLException | RuntimeException e) {
      statement.close();
      if (alone) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      throw e;
    }
  }

  private void endRaw(String cursor, boolean alone) throws SQLException {
    send("CLOSE " + cursor);
    if (alone) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** Opens a cursor for a query as its bytes, and returns its name. In a transaction. */
  String openCursor(String sql) throws SQLException {
    String cursor = "lifeboat_" + ++cursors;
    send(RawStatement.opening(cursor, sql, encoding, serverEncoding));
    return cursor;
  }

  /** Sends statements that the driver carries. */
  void send(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
