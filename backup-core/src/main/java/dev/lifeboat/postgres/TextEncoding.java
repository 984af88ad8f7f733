package dev.lifeboat.postgres;

import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An encoding of PostgreSQL's, as texts of Java's hold it without loss: any bytes become a text,
 * and that becomes the same bytes again. Immutable.
 *
 * <p>Bytes that are no character of the encoding, and characters that Java does not know or takes
 * for others than PostgreSQL does, stand in the text as bytes: each as one character from U+DC00 to
 * U+DCFF, which no other text holds on its own. So a database in SQL_ASCII whose texts are in any
 * encoding, or in several, comes through; which bytes may be where, the server alone decides.
 */
public final class TextEncoding {
  /** What the driver speaks with every server. */
  public static final TextEncoding UTF8 = new TextEncoding(KnownEncoding.UTF8);

  private static final int BYTES = 0xdc00;

  /** The first byte below 128 that may be one of a longer character (in GB18030). */
  private static final int FIRST_HIDDEN = 0x30;

  private final KnownEncoding known;
  private final Optional<Charset> charset;

  private TextEncoding(KnownEncoding known) {
    this.known = known;
    this.charset = known.charset();
  }

  /**
   * The encoding of a name.
   *
   * @param name as PostgreSQL has it, in any spelling that it takes
   * @throws RefusedException if PostgreSQL has no such encoding
   */
  public static TextEncoding of(String name) {
    return KnownEncoding.find(name)
        .map(known -> known == KnownEncoding.UTF8 ? UTF8 : new TextEncoding(known))
        .orElseThrow(
            () ->
                new RefusedException(
                    "PostgreSQL has no encoding '%s'; check what the dump says of its client_encoding"
                        .formatted(Sql.oneLine(name))));
  }

  /** Its name, as PostgreSQL shows it. */
  public String name() {
    return known.name();
  }

  /** Whether texts in it need nothing but what the driver does anyway. */
  public boolean isUtf8() {
    return known == KnownEncoding.UTF8;
  }

  /** Whether its bytes are those of any other encoding. */
  boolean isAny() {
    return known == KnownEncoding.SQL_ASCII;
  }

  /**
   * Whether each byte below 128 is an ASCII character, as in all encodings that a database can
   * have. Clients have others, in which such a byte may be the second one of a character.
   */
  public boolean hasAsciiBytes() {
    return !known.width().hidesAscii();
  }

  /**
   * How many bytes the character has that begins with these.
   *
   * @param first a byte of 128 or more
   * @param second the byte behind, or -1 at the end
   */
  public int width(int first, int second) {
    return known.width().of(first, second);
  }

  /**
   * Whether some of a text stands for bytes, which only {@link #encode} turns into what they are.
   */
  public static boolean holdsBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isByte(text, i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a text stands for bytes that end what is quoted. {@link #decode} makes none of those of
   * whole characters: where a byte below 128 is part of one, it is 0x30 or more.
   */
  static boolean hidesQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isByte(text, i) && text.charAt(i) < BYTES + FIRST_HIDDEN) {
        return true;
      }
    }
    return false;
  }

  /** A text for people: bytes as {@code \xe9}. */
  static String shown(String text) {
    if (!holdsBytes(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      shown.append(isByte(text, i) ? "\\x%02x".formatted(unit - BYTES) : unit);
    }
    return shown.toString();
  }

  /** The text of bytes. */
  public String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of some of the bytes. */
  public String decode(byte[] bytes, int offset, int length) {
    if (isAscii(bytes, offset, length)) {
      return new String(bytes, offset, length, StandardCharsets.US_ASCII);
    }
    if (charset.filter(StandardCharsets.UTF_8::equals).isPresent()) {
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      if (text.indexOf(0xfffd) < 0) {
        return text;
      }
    }
    return decodeEach(bytes, offset, offset + length);
  }

  private String decodeEach(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    Optional<CharsetDecoder> decoder = charset.map(Charset::newDecoder);
    for (int at = start; at < end; ) {
      int first = bytes[at] & 0xff;
      if (first < 0x80) {
        text.append((char) first);
        at++;
        continue;
      }
      int width = Math.min(end - at, width(first, at + 1 < end ? bytes[at + 1] & 0xff : -1));
      byte[] character = Arrays.copyOfRange(bytes, at, at + width);
      Optional<String> found = decoder.flatMap(each -> character(each, character));
      at += append(text, found, character);
    }
    return text.toString();
  }

  /** Appends a character, or what stands for its bytes, and returns how many bytes those were. */
  private int append(StringBuilder text, Optional<String> found, byte[] character) {
    if (found.isPresent()) {
      text.append(found.get());
      return character.length;
    }
    int count = hasAsciiBytes() ? 1 : character.length; // no quote may hide behind a broken one
    for (int i = 0; i < count; i++) {
      text.append((char) (BYTES + (character[i] & 0xff)));
    }
    return count;
  }

  private Optional<String> character(CharsetDecoder decoder, byte[] bytes) {
    try {
      String text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
      boolean same = known.trusts(text, bytes.length) && Arrays.equals(bytes, plain(text));
      return same ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * The bytes of a text.
   *
   * @throws RefusedException if it holds a character that the encoding does not have
   */
  public byte[] encode(String text) {
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    try {
      return holdsBytes(text) ? encodeEach(text) : plain(text);
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          "'%s' has a character that the encoding %s lacks; choose another name for it"
              .formatted(Sql.oneLine(text.substring(0, Math.min(60, text.length()))), name()),
          e);
    }
  }

  private byte[] encodeEach(String text) throws CharacterCodingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + text.length() / 2);
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isByte(text, i)) {
        bytes.writeBytes(plain(text.substring(start, i)));
        bytes.write(text.charAt(i) - BYTES);
        start = i + 1;
      }
    }
    bytes.writeBytes(plain(text.substring(start)));
    return bytes.toByteArray();
  }

  /** The bytes of a text without any that stand for themselves. */
  private byte[] plain(String text) throws CharacterCodingException {
    Charset known = charset.orElse(StandardCharsets.US_ASCII);
    ByteBuffer bytes = known.newEncoder().encode(CharBuffer.wrap(text));
    return Arrays.copyOf(bytes.array(), bytes.limit());
  }

  /** The second half of a pair is no byte. */
  private static boolean isByte(String text, int at) {
    char unit = text.charAt(at);
    return unit >= BYTES
        && unit <= BYTES + 0xff
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /** Whether a text is the same in all encodings. */
  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return name();
  }
}
