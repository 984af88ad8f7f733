package dev.lifeboat.archive;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes rows for a script, where a line {@code \\.} ends them: what follows it would be run. COPY
 * writes no such line, as it escapes backslashes. For one thread at a time.
 */
final class UnmarkedRows extends FilterOutputStream {
  private static final int NO_MARKER = -1;

  private final TocEntry entry;

  /** How many characters of the marker the line consists of so far. */
  private int matched;

  UnmarkedRows(OutputStream out, TocEntry entry) {
    super(out);
    this.entry = entry;
  }

  @Override
  public void write(int b) throws IOException {
    take(b);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at++) {
      take(bytes[at]);
    }
    out.write(bytes, offset, length);
  }

  private void take(int next) {
    if (next == '\n' || next == '\r') {
      if (matched == 2) {
        throw new RefusedException(
            "The rows of %s hold an end marker, behind which psql would run what follows; find out who made the archive"
                .formatted(Sql.oneLine(entry.title())));
      }
      matched = 0;
    } else if (matched != NO_MARKER) {
      matched = isNext(next) ? matched + 1 : NO_MARKER;
    }
  }

  private boolean isNext(int next) {
    return matched == 0 && next == '\\' || matched == 1 && next == '.';
  }
}
