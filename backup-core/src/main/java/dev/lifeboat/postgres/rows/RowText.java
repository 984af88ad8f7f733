package dev.lifeboat.postgres.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Makes the text of rows that COPY would have sent, of values that come in pieces. For one thread
 * at a time.
 *
 * <p>See "File Formats" on the page of COPY in PostgreSQL's documentation. In the encodings that
 * sessions have here, a byte below 128 is an ASCII character.
 */
final class RowText {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What stands behind a backslash for a byte; 0 where the byte stands for itself. */
  private static final byte[] ESCAPES = new byte[256];

  static {
    byte[] meant = "\b\f\n\r\t\u000b\\".getBytes(StandardCharsets.US_ASCII);
    byte[] written = "bfnrtv\\".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < meant.length; i++) {
      ESCAPES[meant[i]] = written[i];
    }
  }

  private final RowSink sink;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int held;
  private long rowBytes;

  RowText(RowSink sink) {
    this.sink = sink;
  }

  /** Writes a byte that is part of the format. */
  void put(int next) throws IOException {
    if (held == BUFFER_BYTES) {
      flush();
    }
    buffer[held++] = (byte) next;
  }

  /** Writes a byte of a value. */
  void putEscaped(int next) throws IOException {
    byte escape = ESCAPES[next & 0xff];
    if (escape == 0) {
      put(next);
    } else {
      put('\\');
      put(escape);
    }
  }

  /**
   * Refuses a row that no program of PostgreSQL could read again.
   *
   * @param moreBytes how many bytes more it will have at least
   */
  void requireRoom(long moreBytes) throws WrongRowException {
    if (rowBytes + held + moreBytes > TooLongRow.MOST_BYTES) {
      throw TooLongRow.exception();
    }
  }

  /** Ends a row. */
  void endRow() throws IOException {
    put('\n');
    requireRoom(0);
    flush();
    rowBytes = 0;
    sink.endRow();
  }

  private void flush() throws IOException {
    sink.part(buffer, 0, held);
    rowBytes += held;
    held = 0;
  }
}
