package dev.lifeboat.crypto;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Takes the armor off, line by line. The end is shown once nothing but white space was seen after
 * the last line. What is read is not authenticated yet.
 */
final class ArmorInputStream extends InputStream {
  private static final int END_OF_SOURCE = -1;

  private final InputStream source;
  private final boolean partial;
  private final byte[] line = new byte[ArmorLines.COLUMNS + 2];
  private byte[] bytes = {};
  private int position;
  private boolean begun;
  private boolean shortLineSeen;
  private boolean ended;

  private ArmorInputStream(InputStream source, boolean partial) {
    this.source = new BufferedInputStream(source);
    this.partial = partial;
    this.begun = partial;
  }

  /** Reads a whole armored file. */
  static ArmorInputStream whole(InputStream source) {
    return new ArmorInputStream(source, false);
  }

  /** Reads some whole lines of an armored file, none of them the beginning or the end. */
  static ArmorInputStream within(InputStream source) {
    return new ArmorInputStream(source, true);
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private boolean fill() throws IOException {
    if (position == bytes.length && !ended) {
      begin();
      nextLine();
    }
    return position < bytes.length;
  }

  private void begin() throws IOException {
    if (!begun) {
      int length = readLine(afterBlanks());
      if (!ArmorLines.is(line, length, ArmorLines.BEGIN)) {
        throw Damage.inArmor("it does not begin with " + ArmorLines.BEGIN);
      }
      begun = true;
    }
  }

  private void nextLine() throws IOException {
    int first = source.read();
    if (partial && first == END_OF_SOURCE) {
      ended = true;
      return;
    }
    int length = readLine(first);
    if (ArmorLines.is(line, length, ArmorLines.END)) {
      if (afterBlanks() != END_OF_SOURCE) {
        throw Damage.inArmor("something follows its end");
      }
      ended = true;
    } else if (shortLineSeen) {
      throw Damage.inArmor("a line before the last is too short");
    } else {
      bytes = ArmorLines.decode(line, length);
      position = 0;
      shortLineSeen = bytes.length < ArmorLines.BYTES;
    }
  }

  /** The first byte that is no white space, of which there must not be much. */
  private int afterBlanks() throws IOException {
    for (int count = 0; count <= ArmorLines.MAX_BLANK_BYTES; count++) {
      int next = source.read();
      if (!ArmorLines.isBlank(next)) {
        return next;
      }
    }
    throw Damage.inArmor("it has too much white space around it");
  }

  /** Reads the rest of a line that begins so, and tells its length without its end. */
  private int readLine(int first) throws IOException {
    int length = 0;
    int next = first;
    while (next != '\n' && next != END_OF_SOURCE && length < line.length) {
      line[length++] = (byte) next;
      next = source.read();
    }
    if (length == 0 && next == END_OF_SOURCE) {
      throw Damage.cut("armor");
    }
    return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
  }
}
