package dev.lifeboat.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A query whose rows are being read. Close it before the next one of the session is opened. */
public final class OpenQuery implements AutoCloseable {
  private final Statement statement;
  private final ResultSet rows;
  private final Ending ending;

  OpenQuery(Statement statement, ResultSet rows, Ending ending) {
    this.statement = statement;
    this.rows = rows;
    this.ending = ending;
  }

  /** The rows, at first before the first one; a few of them are in memory at a time. */
  public ResultSet rows() {
    return rows;
  }

  @Override
  public void close() throws SQLException {
    statement.close(); // and its rows
    ending.end();
  }

  /** What follows on the last row. */
  @FunctionalInterface
  interface Ending {
    void end() throws SQLException;
  }
}
