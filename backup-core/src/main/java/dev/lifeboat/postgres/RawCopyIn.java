package dev.lifeboat.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads rows into tables whose names the driver cannot send: first into a table beside it with a
 * name of our own, which the server empties into the other.
 */
final class RawCopyIn {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*COPY\\s+(.*?)\\s+FROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String STAGE = "pg_temp.lifeboat_rows";

  private RawCopyIn() {}

  /**
   * Loads rows.
   *
   * @param session begins and ends a transaction if it is in none
   * @param statement {@code COPY table (columns) FROM stdin}
   * @param rows what to load; stays open
   * @param progress is told of what was sent
   * @return how many rows the table took
   */
  static long load(Session session, String statement, InputStream rows, CopyIn.Progress progress)
      throws SQLException, IOException {
    Matcher copy = STATEMENT.matcher(statement);
    if (!copy.matches()) {
      throw new SQLException("no COPY statement as pg_dump writes it: " + Sql.oneLine(statement));
    }
    boolean alone = session.connection().getAutoCommit();
    if (alone) {
      session.begin();
    }
    boolean whole = false;
    try {
      long taken = load(session, CopySource.of(copy.group(1)), rows, progress);
      whole = true;
      if (alone) {
        session.commit();
      }
      return taken;
    } finally {
      if (alone && !whole) {
        session.rollback();
      }
    }
  }

  private static long load(
      Session session, CopySource table, InputStream rows, CopyIn.Progress progress)
      throws SQLException, IOException {
    requireNoRules(session, table.table());
    String columns = table.columns().isEmpty() ? "*" : table.columns();
    session.execute(
        "CREATE TEMPORARY TABLE lifeboat_rows AS SELECT %s FROM ONLY %s WITH NO DATA"
            .formatted(columns, table.table()));
    String copy = CopyIn.inEncoding("COPY " + STAGE + " FROM STDIN", session.encoding());
    CopyIn.load(session, copy, rows, progress);
    String named = table.columns().isEmpty() ? "" : " (" + table.columns() + ")";
    long taken =
        session
            .statements()
            .count(
                "INSERT INTO %s%s OVERRIDING SYSTEM VALUE SELECT * FROM %s"
                    .formatted(table.table(), named, STAGE));
    session.execute("DROP TABLE " + STAGE);
    return taken;
  }

  /** COPY heeds no rules, but INSERT does. */
  private static void requireNoRules(Session session, String table) throws SQLException {
    String rules =
        "SELECT 1 FROM pg_catalog.pg_rewrite AS r WHERE r.ev_class OPERATOR(pg_catalog.=) %s::pg_catalog.regclass AND r.ev_type OPERATOR(pg_catalog.=) '3'"
            .formatted(Sql.literal(table));
    try (OpenQuery found = session.open(1, rules)) {
      if (found.rows().next()) {
        throw new SQLException(
            "rows cannot be loaded into %s while it has a rule ON INSERT and a name that is no UTF-8; drop the rule before, or rename the table"
                .formatted(Sql.oneLine(table)),
            "0A000");
      }
    }
  }
}
