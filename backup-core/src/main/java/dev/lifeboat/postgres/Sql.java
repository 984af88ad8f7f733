package dev.lifeboat.postgres;

import dev.lifeboat.error.OneLine;
import dev.lifeboat.error.RefusedException;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place where names and texts become SQL.
 *
 * <p>Identifiers are always quoted: which words are reserved differs between versions, and a dump
 * may be loaded into any of them.
 */
public final class Sql {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]");

  private Sql() {}

  /** An identifier, quoted. */
  public static String identifier(String name) {
    return quoted(name, "\"");
  }

  /** A name in a schema, both quoted. */
  public static String qualified(String schema, String name) {
    return identifier(schema) + "." + identifier(name);
  }

  /** A string constant, for a session in which {@code standard_conforming_strings} is on. */
  public static String literal(String text) {
    return quoted(text, "'");
  }

  /** No text of a database hides a quote in what stands for a byte; one of a document may. */
  private static String quoted(String text, String quote) {
    if (TextEncoding.hidesQuotes(text)) {
      throw new RefusedException(
          "'%s' holds a quote that looks like a part of a character, as only a damaged or forged document does; use a backup whose signature is verified"
              .formatted(oneLine(text)));
    }
    return quote + text.replace(quote, quote + quote) + quote;
  }

  /** Identifiers, quoted, with commas between them. */
  public static String identifiers(Collection<String> names) {
    return names.stream().map(Sql::identifier).collect(Collectors.joining(", "));
  }

  /**
   * A text that can stand in a log line or a message: on one line, without control characters, and
   * with bytes that are in no known encoding written as {@code \\xe9}.
   */
  public static String oneLine(String text) {
    return OneLine.of(TextEncoding.shown(text));
  }

  /** A text that can stand in a comment of a script, in the encoding of the script. */
  public static String comment(String text) {
    return CONTROLS.matcher(text).replaceAll(" ");
  }
}
