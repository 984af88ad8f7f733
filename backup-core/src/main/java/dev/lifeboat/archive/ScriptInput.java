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

  /** The byte after the last that was read, or -1 at the end. */
  int peek() throws IOException {
    return peek(0);
  }

  /** A byte further on, or -1 where the script ends before it. */
  int peek(int distance) throws IOException {
    while (to - from <= distance) {
      if (!more()) {
        return -1;
      }
    }
    return buffer[from + distance] & 0xff;
  }

  /** Reads bytes up to and including a line end, but no more than fit; -1 at the end. */
  int readLine(byte[] bytes, int offset, int length) throws IOException {
    if (peek() < 0) {
      return -1;
    }
    int most = Math.min(length, to - from);
    int count = 0;
    while (count < most) {
      byte next = buffer[from + count];
      bytes[offset + count] = next;
      count++;
      if (next == '\n') {
        line++;
        break;
      }
    }
    from += count;
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
