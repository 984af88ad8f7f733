package dev.lifeboat.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The plain bytes of a gzip file (RFC 1952), of all its members if there are several. Unlike {@link
 * java.util.zip.GZIPInputStream} it takes nothing but members for them: bytes that follow, or a
 * member whose beginning is cut, are an error. For one thread at a time.
 */
final class GzipInput extends InputStream {
  private static final int BUFFER = 64 * 1024;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream source;
  private final byte[] buffer = new byte[BUFFER];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int from;
  private int to;
  private boolean ended;

  GzipInput(InputStream source) throws IOException {
    this.source = source;
    begin(next());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        checksum.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    ended = true;
    inflater.end();
    source.close();
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    if (inflater.needsInput()) {
      require(fill());
      inflater.setInput(buffer, from, to - from);
    }
    try {
      int count = inflater.inflate(bytes, offset, length);
      from = to - inflater.getRemaining();
      if (inflater.needsDictionary()) {
        throw new IOException("the gzip data wants a dictionary");
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("the gzip data is invalid", e);
    }
  }

  private void endMember() throws IOException {
    if (number(4) != checksum.getValue()
        || number(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new IOException("the gzip data has another checksum or length than it should");
    }
    ended = !fill();
    if (!ended) {
      inflater.reset();
      checksum.reset();
      begin(next());
    }
  }

  private void begin(int first) throws IOException {
    int second = next();
    int method = next();
    int flags = next();
    if (first != 0x1f || second != 0x8b || method != DEFLATE || (flags & RESERVED) != 0) {
      throw new IOException("a gzip header is invalid");
    }
    pass(6); // time, level, system
    if ((flags & EXTRA) != 0) {
      pass(number(2));
    }
    if ((flags & NAME) != 0) {
      passText();
    }
    if ((flags & COMMENT) != 0) {
      passText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      pass(2);
    }
    inflater.setInput(buffer, from, to - from);
  }

  private void pass(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      next();
    }
  }

  private void passText() throws IOException {
    int last;
    do {
      last = next();
    } while (last != 0);
  }

  private long number(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  private int next() throws IOException {
    require(fill());
    return buffer[from++] & 0xff;
  }

  private boolean fill() throws IOException {
    while (from == to) {
      int count = source.read(buffer, 0, buffer.length);
      if (count < 0) {
        return false;
      }
      from = 0;
      to = count;
    }
    return true;
  }

  private static void require(boolean more) throws EOFException {
    if (!more) {
      throw new EOFException("the gzip data is cut");
    }
  }
}
