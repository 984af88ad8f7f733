package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Turns rows in COPY's text format into INSERT statements, one field after another, so that no row
 * is held. For one table.
 *
 * <p>Each value becomes a string constant, which the server reads as it reads the text of COPY: as
 * the type of its column. A value never begins or ends a statement, as only quotes end a constant,
 * and those are doubled.
 *
 * <p>See "File Formats" on the page of COPY in PostgreSQL's documentation.
 */
final class InsertRows {
  private static final int BUFFER = 64 * 1024;
  private static final String ESCAPED = "bfnrtv";
  private static final String MEANT = "\b\f\n\r\t\u000b";

  private final OutputStream out;
  private final byte[] head;
  private final byte[] tail;
  private final int columns;
  private final int rowsPerStatement;
  private final String title;
  private int rowsInStatement;

  /**
   * Writes rows of a table.
   *
   * @param out where to; stays open
   * @param charset of the script
   * @param entry whose rows they are
   * @param target what its COPY statement loads
   * @param form how they are to look
   */
  InsertRows(
      OutputStream out,
      TextEncoding encoding,
      TocEntry entry,
      CopyTarget target,
      RowForm.Inserts form) {
    this.out = out;
    this.columns = target.columns().size();
    this.rowsPerStatement = columns == 0 ? 1 : form.rowsPerStatement();
    this.head = encoding.encode(head(target, form));
    this.tail =
        (form.conflict() == RowForm.Conflict.DO_NOTHING ? " ON CONFLICT DO NOTHING;\n" : ";\n")
            .getBytes(StandardCharsets.US_ASCII);
    this.title = Sql.oneLine(entry.title());
  }

  /** Identity columns that are always generated take values only so; others do not mind. */
  private static String head(CopyTarget target, RowForm.Inserts form) {
    if (target.columns().isEmpty()) {
      return "INSERT INTO " + target.table() + " DEFAULT VALUES";
    }
    String names =
        form.columns() == RowForm.Columns.NAMED
            ? " (" + String.join(", ", target.columns()) + ")"
            : "";
    return "INSERT INTO " + target.table() + names + " OVERRIDING SYSTEM VALUE VALUES";
  }

  /** Writes rows; several calls make one sequence of them. */
  void write(InputStream rows) throws IOException {
    InputStream in = new BufferedInputStream(rows, BUFFER);
    for (int next = in.read(); next >= 0; next = in.read()) {
      beginRow();
      if (columns == 0) {
        requireEnd(next);
      } else {
        fields(in, next);
      }
    }
  }

  /** Ends the last statement. */
  void end() throws IOException {
    if (rowsInStatement > 0) {
      out.write(tail);
      rowsInStatement = 0;
    }
  }

  private void beginRow() throws IOException {
    if (rowsInStatement == rowsPerStatement) {
      end();
    }
    if (rowsInStatement == 0) {
      out.write(head);
    } else {
      out.write(',');
    }
    if (columns > 0) {
      ascii(rowsPerStatement == 1 ? " (" : "\n\t(");
    }
    rowsInStatement++;
  }

  private void fields(InputStream in, int first) throws IOException {
    int next = first;
    for (int column = 0; column < columns; column++) {
      if (column > 0) {
        ascii(", ");
        next = in.read();
      }
      int end = field(in, next);
      requireEnd(end, column == columns - 1 ? '\n' : '\t');
    }
    out.write(')');
  }

  /** Writes a field, and tells what ended it. */
  private int field(InputStream in, int first) throws IOException {
    int next = first;
    if (next == '\\') {
      int escaped = in.read();
      if (escaped == 'N') {
        ascii("NULL");
        return in.read();
      }
      out.write('\'');
      put(meant(escaped));
      next = in.read();
    } else {
      out.write('\'');
    }
    for (; next != '\t' && next != '\n' && next >= 0; next = in.read()) {
      put(next == '\\' ? meant(in.read()) : next);
    }
    out.write('\'');
    return next;
  }

  private void put(int value) throws IOException {
    if (value == '\'') {
      out.write('\'');
    }
    out.write(value);
  }

  private int meant(int escaped) {
    int at = ESCAPED.indexOf(escaped);
    if (escaped < 0 || (isAsciiWord(escaped) && at < 0)) {
      throw damaged("an escape that COPY does not write");
    }
    return at < 0 ? escaped : MEANT.charAt(at);
  }

  private static boolean isAsciiWord(int value) {
    return value < 0x80 && Character.isLetterOrDigit(value);
  }

  private void requireEnd(int found) {
    requireEnd(found, '\n');
  }

  private void requireEnd(int found, int wanted) {
    if (found != wanted) {
      throw damaged("a row that has not as many columns as its COPY statement");
    }
  }

  private DamagedException damaged(String what) {
    return new DamagedException(
        "The data of %s holds %s; fetch the archive again".formatted(title, what));
  }

  private void ascii(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
