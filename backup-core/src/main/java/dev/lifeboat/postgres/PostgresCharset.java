package dev.lifeboat.postgres;

import dev.lifeboat.error.RefusedException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Java's charsets for PostgreSQL's encodings.
 *
 * <p>See the table of character sets in PostgreSQL's documentation, "Character Set Support".
 */
public final class PostgresCharset {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("utf8", "UTF-8"),
          Map.entry("unicode", "UTF-8"),
          Map.entry("sqlascii", "US-ASCII"),
          Map.entry("latin1", "ISO-8859-1"),
          Map.entry("latin2", "ISO-8859-2"),
          Map.entry("latin3", "ISO-8859-3"),
          Map.entry("latin4", "ISO-8859-4"),
          Map.entry("latin5", "ISO-8859-9"),
          Map.entry("latin7", "ISO-8859-13"),
          Map.entry("latin9", "ISO-8859-15"),
          Map.entry("latin10", "ISO-8859-16"),
          Map.entry("iso88595", "ISO-8859-5"),
          Map.entry("iso88596", "ISO-8859-6"),
          Map.entry("iso88597", "ISO-8859-7"),
          Map.entry("iso88598", "ISO-8859-8"),
          Map.entry("koi8r", "KOI8-R"),
          Map.entry("koi8u", "KOI8-U"),
          Map.entry("eucjp", "EUC-JP"),
          Map.entry("euckr", "EUC-KR"),
          Map.entry("euccn", "GB2312"),
          Map.entry("win866", "IBM866"),
          Map.entry("win874", "x-windows-874"));

  /** The encodings that clients alone have, by every name of theirs. */
  private static final Set<String> CLIENTS =
      Set.of(
          "big5",
          "gb18030",
          "gbk",
          "johab",
          "mskanji",
          "shiftjis",
          "shiftjis2004",
          "sjis",
          "uhc",
          "win932",
          "win936",
          "win949",
          "win950",
          "windows932",
          "windows936",
          "windows949",
          "windows950");

  private PostgresCharset() {}

  /**
   * The charset for an encoding.
   *
   * @param encoding as PostgreSQL names it, in any spelling that it takes
   * @throws RefusedException if Java has no such charset
   */
  public static Charset of(String encoding) {
    String key = key(encoding);
    String name = NAMES.getOrDefault(key, key.replaceFirst("^win(?=125)", "windows-"));
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new RefusedException(
          "Encoding %s is not known here; dump with --encoding=UTF8"
              .formatted(Sql.oneLine(encoding)),
          e);
    }
  }

  /**
   * Whether each byte below 128 is an ASCII character, as in all encodings that a database can
   * have. Clients have others, in which such a byte may be the second one of a character.
   */
  public static boolean hasAsciiBytes(String encoding) {
    return !CLIENTS.contains(key(encoding));
  }

  private static String key(String encoding) {
    return encoding.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Whether the driver speaks it, which always speaks UTF-8. */
  public static boolean isDrivers(String encoding) {
    return of(encoding).equals(StandardCharsets.UTF_8);
  }
}
