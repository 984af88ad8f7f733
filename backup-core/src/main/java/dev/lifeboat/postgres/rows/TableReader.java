package dev.lifeboat.postgres.rows;

import dev.lifeboat.postgres.CopyOut;
import dev.lifeboat.postgres.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads the rows of a table as COPY writes them. */
public final class TableReader {
  /** Which rows may be held whole. */
  public enum Held {
    /** Those that are not known to be large: much faster for small ones. */
    SMALL_ROWS,
    /** None: for rows whose text turned out to be far larger than what is stored of them. */
    NO_ROWS
  }

  /** Pieces come in their order if one process sends them, and nothing large is to be kept. */
  private static final Map<String, String> SETTINGS =
      Map.of("max_parallel_workers_per_gather", "0", "enable_memoize", "off", "jit", "off");

  /** A null and a tab, with which small rows begin. */
  private static final int SIGN_BYTES = 3;

  private final Session session;
  private final SelectedRows rows;
  private final Bounds bounds;
  private final RowSink sink;

  /** Reads rows with other bounds than the heap suggests. */
  TableReader(Session session, SelectedRows rows, Bounds bounds, RowSink sink) {
    this.session = session;
    this.rows = rows;
    this.bounds = bounds;
    this.sink = sink;
  }

  /**
   * Reads rows, in no certain order: large ones come last.
   *
   * @param session whose connection does it, which sees the same all the time
   * @param rows which ones
   * @param held how careful to be
   * @param sink takes them
   * @throws SQLException if the server fails, or a row is longer than it could load again
   * @throws IOException if the rows cannot be taken
   */
  public static void read(Session session, SelectedRows rows, Held held, RowSink sink)
      throws SQLException, IOException {
    TableReader reader = new TableReader(session, rows, Bounds.ofHeap(), sink);
    try {
      reader.read(held);
    } catch (SQLException e) {
      throw TooLongRow.explained(e);
    } catch (WrongRowException e) {
      throw e.failure();
    }
  }

  void read(Held held) throws SQLException, IOException {
    if (held == Held.NO_ROWS && !rows.columns().isEmpty()) {
      readPieces(statements().allRows());
    } else if (rows.large().isEmpty()) {
      CopyOut.read(session, rows.copyStatement(), row -> sink.row(row, 0, row.length));
    } else {
      readApart();
    }
  }

  private void readApart() throws SQLException, IOException {
    LargeRowStatements statements = statements();
    session.set(SETTINGS);
    long[] large = new long[1];
    CopyOut.read(
        session,
        statements.smallRows(),
        row -> {
          if (row[0] == 't') {
            large[0]++;
          } else {
            sink.row(row, SIGN_BYTES, row.length - SIGN_BYTES);
          }
        });
    if (large[0] > 0) {
      requireAll(large[0], readPieces(statements.largeRows()));
    }
  }

  private long readPieces(String statement) throws SQLException, IOException {
    session.set(SETTINGS);
    List<LargeColumn.Kind> kinds = rows.columns().stream().map(rows::kind).toList();
    PieceReader pieces = new PieceReader(kinds, bounds.pieceBytes(), sink);
    CopyOut.read(session, statement, pieces);
    return pieces.rows();
  }

  private LargeRowStatements statements() {
    return new LargeRowStatements(rows, session, bounds);
  }

  private static void requireAll(long expected, long found) throws SQLException {
    if (expected != found) {
      throw new SQLException(
          "The server found %d large rows, but then %d".formatted(expected, found), "08P01");
    }
  }
}
