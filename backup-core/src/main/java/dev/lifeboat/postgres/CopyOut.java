package dev.lifeboat.postgres;

import java.io.IOException;
import java.sql.SQLException;

/** Reads rows by {@code COPY … TO STDOUT}. */
public final class CopyOut {
  private CopyOut() {}

  /**
   * Runs a COPY statement and hands over each row as the server sends it, in the encoding that the
   * session speaks.
   *
   * <p>In text format the server sends one row, with its line end, in each message of the protocol
   * (PostgreSQL documentation, "Message Flow", "COPY Operations").
   *
   * @param session whose connection does it
   * @param statement the COPY statement
   * @param rows takes each row
   * @throws SQLException if the server fails
   * @throws IOException if the rows cannot be taken; the COPY is cancelled
   */
  public static void read(Session session, String statement, RowConsumer rows)
      throws SQLException, IOException {
    session.waiting(
        () ->
            session.carries(statement)
                ? copy(session, inEncoding(statement, session.encoding()), rows)
                : RawCopyOut.read(session, statement, rows));
  }

  private static long copy(Session session, String statement, RowConsumer rows)
      throws SQLException, IOException {
    org.postgresql.copy.CopyOut copy = session.driver().getCopyAPI().copyOut(statement);
    long taken = 0;
    try {
      for (byte[] next = copy.readFromCopy(); next != null; next = copy.readFromCopy()) {
        byte[] row = next;
        session.working(() -> rows.accept(row));
        taken++;
      }
      requireAll(taken, copy.getHandledRowCount());
      return taken;
    } catch (SQLException | IOException | RuntimeException e) {
      cancel(session, copy, e);
      throw e;
    }
  }

  private static void cancel(Session session, org.postgresql.copy.CopyOut copy, Exception cause) {
    try {
      if (!session.isAborted() && copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static String inEncoding(String statement, TextEncoding encoding) {
    return encoding.isUtf8()
        ? statement
        : statement + " WITH (ENCODING " + Sql.literal(encoding.name()) + ")";
  }

  /** The server says at the end how many rows it sent. */
  private static void requireAll(long taken, long sent) throws SQLException {
    if (sent >= 0 && taken != sent) {
      throw new SQLException(
          "The server sent %d rows, but %d messages came".formatted(sent, taken), "08P01");
    }
  }

  /** Takes rows. */
  @FunctionalInterface
  public interface RowConsumer {
    /**
     * Takes one row.
     *
     * @param row its bytes with the line end; not used again by the sender
     * @throws IOException if it cannot be taken
     */
    void accept(byte[] row) throws IOException;
  }
}
