package dev.lifeboat.postgres.rows;

import dev.lifeboat.postgres.PostgresFailure;
import java.sql.SQLException;

/**
 * Rows that PostgreSQL can hold and nobody can dump: a server puts the text of a row together in a
 * buffer of less than 1 GB, both to send it and to take it.
 */
final class TooLongRow {
  /** No row that COPY sends or takes has more bytes, with its line end. */
  static final int MOST_BYTES = 0x3fff_ffff - 1;

  private static final String STATE = "54000"; // program_limit_exceeded
  private static final String NO_MEMORY = "invalid memory alloc request size";
  private static final String REASON =
      "a row has more than %d bytes as COPY writes it (a bytea two for each of its own), so that no"
              .formatted(MOST_BYTES)
          + " program can dump it and no server load it; store its largest values otherwise, such"
          + " as in large objects";

  private TooLongRow() {}

  /** What to throw for such a row. */
  static WrongRowException exception() {
    return new WrongRowException(new SQLException(REASON, STATE));
  }

  /** A failure with the reason where it tells of such a row in words of its own. */
  static SQLException explained(SQLException failure) {
    String message = PostgresFailure.message(failure);
    boolean unexplained =
        PostgresFailure.state(failure).equals(STATE) && !message.equals(REASON)
            || message.startsWith(NO_MEMORY);
    return unexplained
        ? new SQLException(
            message + "; probably " + REASON, PostgresFailure.state(failure), failure)
        : failure;
  }
}
