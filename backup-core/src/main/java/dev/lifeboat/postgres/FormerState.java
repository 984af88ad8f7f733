package dev.lifeboat.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection of the host's was like before a session changed it, so that it can be put back.
 * For one thread at a time.
 */
final class FormerState {
  private static final String SEARCH_PATH = "search_path";

  private final Connection connection;
  private final boolean autoCommit;
  private final boolean readOnly;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable String role;

  /** Empties the search path before anything else, and that with utility statements only. */
  FormerState(Connection connection) throws SQLException {
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(true);
    readSearchPath();
    emptySearchPath(connection);
    this.readOnly = connection.isReadOnly();
    connection.setReadOnly(false); // else the driver begins transactions that cannot write
  }

  /**
   * Empties the search path. No name that follows can then mean what the owner of the database made
   * (CVE-2018-1058). SET itself looks up no function, operator, type or cast.
   */
  static void emptySearchPath(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = ''");
    }
  }

  /** States those of the settings that the server has. */
  void state(Statements statements, Map<String, String> stated) throws SQLException {
    set(statements, stated).forEach(settings::putIfAbsent);
  }

  /** Works as another role. */
  void become(Statements statements, String other) throws SQLException {
    if (role == null) {
      role = Statements.shown(connection, "role");
    }
    statements.execute("SET ROLE " + Sql.identifier(other));
  }

  /** Puts it back. Not within a transaction. */
  void putBack(Statements statements) throws SQLException {
    emptySearchPath(connection); // a script may have stated one
    if (role != null) {
      statements.execute("SET ROLE " + (role.equals("none") ? "NONE" : Sql.identifier(role)));
    }
    if (!settings.containsKey(SEARCH_PATH)) {
      statements.send("RESET search_path");
    }
    set(statements, settings); // from here on, names mean what the host's search path says
    connection.setReadOnly(readOnly);
    connection.setAutoCommit(autoCommit);
  }

  /** One that holds bytes which are no UTF-8 cannot be shown; whoever set it, for all sessions. */
  private void readSearchPath() throws SQLException {
    try {
      settings.put(SEARCH_PATH, Statements.shown(connection, SEARCH_PATH));
    } catch (SQLException e) {
      if (!PostgresFailure.isAboutEncoding(e)) {
        throw e;
      }
    }
  }

  /**
   * Sets those of the settings that the server has, and returns what they were. Safe with any
   * search path, as poolers may have given the server with the empty one to another client.
   */
  private Map<String, String> set(Statements statements, Map<String, String> wanted)
      throws SQLException {
    String sql =
        "SELECT s.name, s.setting, pg_catalog.set_config(s.name, w.value, false)"
            + " FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]),"
            + " pg_catalog.unnest(?::pg_catalog.text[])) AS w(name, value)"
            + " JOIN pg_catalog.pg_settings AS s"
            + " ON pg_catalog.lower(s.name) OPERATOR(pg_catalog.=) pg_catalog.lower(w.name)";
    Map<String, String> former = new LinkedHashMap<>();
    try (OpenQuery query =
        statements.open(
            wanted.size(),
            sql,
            connection.createArrayOf("text", wanted.keySet().toArray()),
            connection.createArrayOf("text", wanted.values().toArray()))) {
      ResultSet rows = query.rows();
      while (rows.next()) {
        former.put(rows.getString(1), rows.getString(2));
      }
    }
    return former;
  }
}
