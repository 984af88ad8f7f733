package dev.lifeboat.crypto;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a header by the letter of the grammar, since whatever else is accepted could be altered
 * unseen before the code is checked. Takes no byte beyond the header from its source, keeps no more
 * than {@link Header#MAX_BYTES}.
 */
final class HeaderReader {
  private static final Pattern OTHER_VERSION =
      Pattern.compile("age-encryption\\.org/v[0-9][0-9\\n].*", Pattern.DOTALL);
  private static final int MAC_LENGTH = 32;

  private final InputStream source;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream(512);

  private HeaderReader(InputStream source) {
    this.source = source;
  }

  /**
   * Reads the header that the source begins with.
   *
   * @throws DamagedException if there is no header, or a malformed one
   * @throws RefusedException if it is of a later version of the format
   */
  static Header read(InputStream source) throws IOException {
    return new HeaderReader(source).read();
  }

  private Header read() throws IOException {
    readVersion();
    List<Stanza> stanzas = new ArrayList<>();
    int lineStart = seen.size();
    String line = line();
    while (line.startsWith(Header.STANZA_MARK)) {
      stanzas.add(stanza(line));
      lineStart = seen.size();
      line = line();
    }
    byte[] mac = mac(line);
    if (stanzas.isEmpty()) {
      throw Damage.inHeader("it is for no recipient");
    }
    byte[] authenticated = Arrays.copyOf(seen.toByteArray(), lineStart + Header.END_MARK.length());
    return new Header(List.copyOf(stanzas), authenticated, mac);
  }

  private void readVersion() throws IOException {
    byte[] bytes = source.readNBytes(Header.VERSION_LINE.length());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.equals(Header.VERSION_LINE)) {
      seen.writeBytes(bytes);
    } else if (Header.VERSION_LINE.startsWith(text)) {
      throw Damage.cut("header");
    } else if (OTHER_VERSION.matcher(text).matches()) {
      throw new RefusedException(
          "The age file is of a later version of the format than v1; use a newer release");
    } else {
      throw Damage.notAge();
    }
  }

  private Stanza stanza(String argumentLine) throws IOException {
    String[] arguments = argumentLine.substring(Header.STANZA_MARK.length()).split(" ", -1);
    if (Arrays.stream(arguments).anyMatch(String::isEmpty)) {
      throw Damage.inHeader("a stanza has an empty argument");
    }
    return new Stanza(List.of(arguments), body());
  }

  private byte[] body() throws IOException {
    StringBuilder text = new StringBuilder();
    String line;
    do {
      line = line();
      if (line.length() > Header.BODY_COLUMNS) {
        throw Damage.inHeader("a line of a stanza is too long");
      }
      text.append(line);
    } while (line.length() == Header.BODY_COLUMNS);
    return decode(text.toString());
  }

  private static byte[] mac(String line) {
    if (!line.startsWith(Header.END_MARK + " ")) {
      throw Damage.inHeader("a line is neither a stanza nor the end");
    }
    byte[] mac = decode(line.substring(Header.END_MARK.length() + 1));
    if (mac.length != MAC_LENGTH) {
      throw Damage.inHeader("its authentication code has a wrong length");
    }
    return mac;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64Text.decode(base64);
    } catch (IllegalArgumentException e) {
      throw Damage.inHeader(e.getMessage());
    }
  }

  /** The next line, without its end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder(Header.BODY_COLUMNS);
    int next = next();
    while (next != '\n') {
      if (next < ' ' || next > '~') {
        throw Damage.inHeader("it has a character that is not allowed");
      }
      line.append((char) next);
      next = next();
    }
    return line.toString();
  }

  private int next() throws IOException {
    int next = source.read();
    if (next < 0) {
      throw Damage.cut("header");
    }
    if (seen.size() == Header.MAX_BYTES) {
      throw Damage.inHeader("it has more than %,d bytes".formatted(Header.MAX_BYTES));
    }
    seen.write(next);
    return next;
  }
}
