package dev.lifeboat.crypto;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.crypto.stream.ExactInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an armored file, from any position: all lines but the last have the same length, so
 * a line is found without reading those before it.
 */
final class ArmorRanges implements ByteRanges {
  private static final int TAIL_BYTES =
      ArmorLines.MAX_BLANK_BYTES + ArmorLines.END.length() + ArmorLines.COLUMNS + 4;
  private static final int HEAD_BYTES = ArmorLines.MAX_BLANK_BYTES + ArmorLines.BEGIN.length() + 2;

  private final ByteRanges source;
  private final long start;
  private final long end;
  private final int lineBytes;
  private final long sizeBytes;

  private ArmorRanges(ByteRanges source, long start, long end, int lineBytes, long sizeBytes) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.lineBytes = lineBytes;
    this.sizeBytes = sizeBytes;
  }

  /** Finds where the lines begin and end; reads no more than the beginning and the end. */
  static ArmorRanges open(ByteRanges source) throws IOException {
    String head = text(source, 0, HEAD_BYTES);
    int begin = head.length() - head.stripLeading().length();
    if (!head.startsWith(ArmorLines.BEGIN, begin)) {
      throw Damage.inArmor("it does not begin with " + ArmorLines.BEGIN);
    }
    int afterBegin = begin + ArmorLines.BEGIN.length();
    int lineEndBytes = head.startsWith("\r\n", afterBegin) ? 2 : 1;
    if (!head.startsWith("\n", afterBegin + lineEndBytes - 1)) {
      throw Damage.inArmor("its first line is too long");
    }
    return open(source, afterBegin + lineEndBytes, lineEndBytes);
  }

  private static ArmorRanges open(ByteRanges source, long start, int lineEndBytes)
      throws IOException {
    long tailStart = Math.max(start, source.sizeBytes() - TAIL_BYTES);
    String tail = text(source, tailStart, TAIL_BYTES);
    String stripped = tail.stripTrailing();
    if (!stripped.endsWith(ArmorLines.END)) {
      throw Damage.cut("armor");
    }
    String lines = stripped.substring(0, stripped.length() - ArmorLines.END.length());
    long end = tailStart + lines.length();
    int lineBytes = ArmorLines.COLUMNS + lineEndBytes;
    int lastBytes = (int) Math.floorMod(end - start - 1, (long) lineBytes) + 1;
    long linesBefore = (end - start - lastBytes) / lineBytes;
    long sizeBytes =
        linesBefore * ArmorLines.BYTES
            + decodedLength(lines, lastBytes - lineEndBytes, lineEndBytes);
    return new ArmorRanges(source, start, end, lineBytes, sizeBytes);
  }

  /** How many bytes the last line holds. */
  private static int decodedLength(String lines, int columns, int lineEndBytes) {
    int start = lines.length() - columns - lineEndBytes;
    if (start < 0 || columns <= 0) {
      throw Damage.inArmor("it has no line, or a malformed one");
    }
    String last = lines.substring(start, start + columns);
    byte[] bytes = last.getBytes(StandardCharsets.ISO_8859_1);
    return ArmorLines.decode(bytes, bytes.length).length;
  }

  private static String text(ByteRanges source, long offset, int length) throws IOException {
    try (InputStream range = source.read(offset, length)) {
      return new String(range.readNBytes(length), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public InputStream read(long offset, long length) throws IOException {
    long available = Math.min(length, Math.max(0, sizeBytes - offset));
    if (available == 0) {
      return InputStream.nullInputStream();
    }
    long first = offset / ArmorLines.BYTES;
    long last = (offset + available - 1) / ArmorLines.BYTES;
    long from = start + first * lineBytes;
    long to = Math.min(end, start + (last + 1) * lineBytes);
    InputStream lines = ArmorInputStream.within(source.read(from, to - from));
    return new ExactInputStream(lines, offset - first * ArmorLines.BYTES, available);
  }
}
