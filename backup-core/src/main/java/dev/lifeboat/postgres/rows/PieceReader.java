package dev.lifeboat.postgres.rows;

import dev.lifeboat.postgres.CopyOut;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts rows together that the server sends in pieces, each a row of four columns: which column of
 * the table it belongs to, how many bytes the value has, which piece it is, and its bytes. For one
 * thread.
 *
 * <p>The server says nothing of the order, so each piece has to be the one that is expected.
 */
final class PieceReader implements CopyOut.RowConsumer {
  private static final String NO_ORDER = "The pieces of large rows came in another order";
  private static final int NULL = -1;

  private final List<LargeColumn.Kind> kinds;
  private final int pieceBytes;
  private final RowText text;

  /** The column that is read, its next piece, and how many bytes of it are to come. */
  private int column = -1;

  private int nextPiece;
  private long left;
  private long rows;

  private byte[] message = {};
  private int at;

  /**
   * Reads rows.
   *
   * @param kinds of their columns
   * @param pieceBytes how many bytes all pieces of a value have but the last
   * @param sink takes them
   */
  PieceReader(List<LargeColumn.Kind> kinds, int pieceBytes, RowSink sink) {
    this.pieceBytes = pieceBytes;
    this.kinds = List.copyOf(kinds);
    this.text = new RowText(sink);
  }

  /** How many rows were read; all of them were complete. */
  long rows() throws WrongRowException {
    require(column < 0);
    return rows;
  }

  @Override
  public void accept(byte[] next) throws IOException {
    message = next;
    at = 0;
    int number = number();
    int size = number();
    int piece = number();
    if (piece == 0) {
      begin(number, size);
    }
    require(number == column && piece == nextPiece);
    nextPiece++;
    if (size != NULL) {
      takeBytes();
    }
    if (left == 0 && column == kinds.size() - 1) {
      text.endRow();
      rows++;
      column = -1;
    }
  }

  private void begin(int number, int size) throws IOException {
    require(number == column + 1 && left == 0);
    if (number > 0) {
      text.put('\t');
    }
    column = number;
    nextPiece = 0;
    left = Math.max(0, size);
    text.requireRoom(isBytes() ? 2 * left : left);
    if (size == NULL) {
      text.put('\\');
      text.put('N');
    } else if (isBytes()) {
      text.put('\\');
      text.put('\\');
      text.put('x');
    }
  }

  private boolean isBytes() {
    return kinds.get(column) == LargeColumn.Kind.BYTES;
  }

  /** The bytes of a piece, as a bytea is written: {@code \\x}, two digits for each, a line end. */
  private void takeBytes() throws IOException {
    int start = at + 3;
    int end = message.length - 1;
    int bytes = (end - start) / 2;
    left -= bytes;
    require(left == 0 || (left > 0 && bytes == pieceBytes));
    if (isBytes()) {
      for (int i = start; i < end; i++) {
        text.put(message[i]);
      }
    } else {
      for (int i = start; i < end; i += 2) {
        text.putEscaped(digit(message[i]) << 4 | digit(message[i + 1]));
      }
    }
  }

  private static int digit(byte hex) {
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
  }

  /** A number and the tab behind it; what is null counts as -1. */
  private int number() {
    int number = 0;
    for (; message[at] != '\t'; at++) {
      number = message[at] == '\\' || message[at] == 'N' ? NULL : number * 10 + message[at] - '0';
    }
    at++;
    return number;
  }

  private static void require(boolean expected) throws WrongRowException {
    if (!expected) {
      throw new WrongRowException(new SQLException(NO_ORDER, "08P01"));
    }
  }
}
