package dev.lifeboat.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Loads rows by {@code COPY … FROM STDIN}. */
public final class CopyIn {
  private static final int BUFFER = 64 * 1024;
  private static final Pattern STATEMENT_END = Pattern.compile("[;\\s]+$");

  private CopyIn() {}

  /**
   * Runs a COPY statement with rows in text format. The server takes them only if the stream was
   * read to its end; if it fails, the COPY fails as well.
   *
   * @param session whose connection does it
   * @param statement the COPY statement
   * @param rows what to load; stays open
   * @param progress is told of what was sent; what it throws cancels the COPY
   * @return how many rows the server took
   * @throws SQLException if the server fails
   * @throws IOException if the rows cannot be read
   */
  public static long load(Session session, String statement, InputStream rows, Progress progress)
      throws SQLException, IOException {
    return session.waiting(
        () ->
            session.carries(statement)
                ? copy(session, statement, rows, progress)
                : RawCopyIn.load(session, statement, rows, progress));
  }

  private static long copy(Session session, String statement, InputStream rows, Progress progress)
      throws SQLException, IOException {
    org.postgresql.copy.CopyIn copy = session.driver().getCopyAPI().copyIn(statement);
    try {
      byte[] buffer = new byte[BUFFER];
      for (int count = read(session, rows, buffer);
          count >= 0;
          count = read(session, rows, buffer)) {
        copy.writeToCopy(buffer, 0, count);
        progress.sent(count, lines(buffer, count));
      }
      return copy.endCopy();
    } catch (SQLException | IOException | RuntimeException e) {
      cancel(session, copy);
      throw e;
    }
  }

  private static int read(Session session, InputStream rows, byte[] buffer) throws IOException {
    int[] count = new int[1];
    session.working(() -> count[0] = rows.read(buffer));
    return count[0];
  }

  /** The statement for rows in an encoding, which the driver itself knows nothing of. */
  public static String inEncoding(String statement, TextEncoding encoding) {
    return encoding.isUtf8() ? statement : with(statement, encoding(encoding));
  }

  /**
   * The statement for rows in an encoding that are frozen, which the server takes where the table
   * was made or emptied in the same transaction.
   */
  public static String frozen(String statement, TextEncoding encoding) {
    return with(statement, encoding.isUtf8() ? "FREEZE" : "FREEZE, " + encoding(encoding));
  }

  private static String encoding(TextEncoding encoding) {
    return "ENCODING " + Sql.literal(encoding.name());
  }

  private static String with(String statement, String options) {
    return STATEMENT_END.matcher(statement).replaceFirst("") + " WITH (" + options + ")";
  }

  private static void cancel(Session session, org.postgresql.copy.CopyIn copy) {
    try {
      if (!session.isAborted() && copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      // the server has ended the COPY already, or is gone: what made it fail is being thrown
    }
  }

  private static long lines(byte[] buffer, int count) {
    long lines = 0;
    for (int i = 0; i < count; i++) {
      lines += buffer[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Hears what was sent. */
  @FunctionalInterface
  public interface Progress {
    /** Hears of more bytes and rows. */
    void sent(long bytes, long rows);
  }
}
