package dev.lifeboat.archive;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a script, with a look ahead and a count of lines. For one thread at a time. */
final class ScriptInput {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long line = 1;

  ScriptInput(InputStream in) {
    this.in = in;
  }

  /** The line of the next byte. */
  long line() {
    return line;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    int next = peek();
    if (next >= 0) {
      from++;
      line += next == '\n' ? 1 : 0;
    }
    return next;
  }

  /** Passes over the mark of UTF-8 that some editors put first, as psql does. */
  void passByteOrderMark() throws IOException {
    if (peek() == 0xef && peek(1) == 0xbb && peek(2) == 0xbf) {
      from += 3;
    }
  }

  /** The byte after the last that was read, or -1 at the end. */
  int peek() throws IOException {
    return from < to ? buffer[from] & 0xff : peek(0);
  }

  /** A byte a few bytes further on, or -1 where the script ends before it. */
  int peek(int distance) throws IOException {
    while (to - from <= distance) {
      if (!more()) {
        return -1;
      }
    }
    return buffer[from + distance] & 0xff;
  }

  /**
   * Reads bytes up to one of a set, as far as they are at hand.
   *
   * @param stops the bytes to stop before
   * @param into takes them
   * @return whether bytes were read; if not, one of the set is next, or the end
   */
  boolean readUntil(ByteSet stops, StatementText into) throws IOException {
    if (peek() < 0) {
      return false;
    }
    int end = from;
    while (end < to && !stops.has(buffer[end])) {
      line += buffer[end] == '\n' ? 1 : 0;
      end++;
    }
    into.append(buffer, from, end - from);
    boolean some = end > from;
    from = end;
    return some;
  }

  /**
   * Reads bytes up to a line that begins with a backslash, but no more than fit or are at hand.
   *
   * @return how many, at least one; -1 at the end of the script
   */
  int readRows(byte[] bytes, int offset, int length) throws IOException {
    if (peek() < 0) {
      return -1;
    }
    int end = from + Math.min(length, to - from);
    int at = from;
    boolean escaped = false;
    while (at < end && !escaped) {
      if (buffer[at++] == '\n') {
        line++;
        escaped = at < end && buffer[at] == '\\';
      }
    }
    int count = at - from;
    System.arraycopy(buffer, from, bytes, offset, count);
    from = at;
    return count;
  }

  private boolean more() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    int count = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, count);
    return count >= 0;
  }
}
