package dev.lifeboat.postgres;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads the rows of tables whose names the driver cannot send: a COPY statement that it cannot send
 * nobody else can run for it, but a cursor gives the same rows. Each comes as the text of a
 * composite value, in which its values are as COPY has them.
 */
final class RawCopyOut {
  private static final int FETCH_ROWS = 20;
  private static final String COPY = "COPY ";
  private static final String COPY_QUERY = "COPY (";
  private static final String END = " TO STDOUT";
  private static final String NO_COLUMNS = "SELECT  FROM";
  private static final byte[] EMPTY_ROW = {'\n'};

  private RawCopyOut() {}

  /**
   * Reads rows.
   *
   * @param session begins and ends a transaction if it is in none
   * @param statement {@code COPY (query) TO STDOUT} or {@code COPY table (columns) TO STDOUT}
   * @param rows takes each row, with its line end
   * @return how many rows there were
   */
  static long read(Session session, String statement, CopyOut.RowConsumer rows)
      throws SQLException, IOException {
    boolean alone = session.connection().getAutoCommit();
    if (alone) {
      session.begin();
    }
    String query = query(statement);
    String cursor = session.statements().openCursor(values(query, session));
    boolean hasColumns = !query.startsWith(NO_COLUMNS);
    long count =
        fetch(
            session,
            cursor,
            value -> rows.accept(hasColumns ? CompositeText.copyRow(value) : EMPTY_ROW));
    session.execute("CLOSE " + cursor);
    if (alone) {
      session.commit();
    }
    return count;
  }

  private static long fetch(Session session, String cursor, CopyOut.RowConsumer values)
      throws SQLException, IOException {
    String fetch = "FETCH FORWARD " + FETCH_ROWS + " FROM " + cursor;
    long count = 0;
    int fetched = FETCH_ROWS;
    while (fetched == FETCH_ROWS) {
      fetched = 0;
      try (Statement batch = session.connection().createStatement();
          ResultSet row = batch.executeQuery(fetch)) {
        while (row.next()) {
          byte[] value = row.getBytes(1);
          session.working(() -> values.accept(value));
          fetched++;
        }
      }
      count += fetched;
    }
    return count;
  }

  private static String values(String query, Session session) {
    return "SELECT pg_catalog.convert_to(q::pg_catalog.text, '%s') AS row FROM (%s) AS q"
        .formatted(session.encoding().name(), query);
  }

  private static String query(String statement) {
    if (statement.startsWith(COPY_QUERY)) {
      return statement.substring(COPY_QUERY.length(), statement.length() - END.length() - 1);
    }
    String source = statement.substring(COPY.length(), statement.length() - END.length());
    CopySource table = CopySource.of(source);
    return "SELECT " + table.columns() + " FROM ONLY " + table.table();
  }
}
