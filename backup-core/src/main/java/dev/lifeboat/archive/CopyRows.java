package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import java.io.IOException;
import java.io.InputStream;

/** The rows after a COPY statement of a script, up to the line {@code \.} that ends them. */
final class CopyRows extends InputStream {
  private final ScriptInput in;
  private final long statementLine;
  private boolean atLineStart = true;
  private boolean ended;

  CopyRows(ScriptInput in, long statementLine) {
    this.in = in;
    this.statementLine = statementLine;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = 0;
    while (count < length && !ended) {
      if (atLineStart && atEndMarker()) {
        ended = true;
        readMarker();
        break;
      }
      int more = in.readRows(bytes, offset + count, length - count);
      if (more < 0) {
        throw new DamagedException(
            "The script ends among the rows of the COPY statement in line %d; fetch it again, it is cut"
                .formatted(statementLine));
      }
      count += more;
      atLineStart = bytes[offset + count - 1] == '\n';
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  /** Passes over the rows that nobody read. */
  void drain() throws IOException {
    byte[] buffer = new byte[8192];
    int count = 0;
    while (count >= 0) {
      count = read(buffer, 0, buffer.length);
    }
  }

  private boolean atEndMarker() throws IOException {
    if (in.peek() != '\\' || in.peek(1) != '.') {
      return false;
    }
    int after = in.peek(2);
    return after < 0 || after == '\n' || (after == '\r' && in.peek(3) == '\n');
  }

  private void readMarker() throws IOException {
    int next = in.read();
    while (next >= 0 && next != '\n') {
      next = in.read();
    }
  }
}
