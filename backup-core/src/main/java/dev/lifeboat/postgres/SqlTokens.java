package dev.lifeboat.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts SQL as a server prints it into tokens, by the lexical rules of PostgreSQL's documentation,
 * "Lexical Structure"; put together again they are the same text. Text constants are read as with
 * {@code standard_conforming_strings} on.
 */
public final class SqlTokens {
  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private SqlTokens(String sql) {
    this.sql = sql;
  }

  /** What a token is. */
  public enum Kind {
    /** A key word, or a name without quotes. */
    WORD,
    /** A name in double quotes. */
    QUOTED_NAME,
    /** A text constant in single quotes, with what may stand before them. */
    TEXT,
    /** A text constant between dollar signs. */
    DOLLAR_TEXT,
    /** A number. */
    NUMBER,
    /** Any other character. */
    SYMBOL,
    /** White space or a comment. */
    SPACE
  }

  /**
   * A token.
   *
   * @param kind what it is
   * @param text as it stands in the SQL
   */
  public record Token(Kind kind, String text) {
    /** Whether it is a name, or a key word. */
    public boolean isName() {
      return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Whether it is a key word, given in lower case. */
    public boolean is(String word) {
      return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it is a character. */
    public boolean is(char symbol) {
      return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** The name that it stands for: unquoted, or else in lower case. */
    public String name() {
      return kind == Kind.QUOTED_NAME
          ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
          : text.toLowerCase(Locale.ROOT);
    }

    /** Whether it is a text constant without prefix or escapes. */
    public boolean isPlainText() {
      return kind == Kind.TEXT && text.charAt(0) == '\'';
    }

    /** What a plain text constant holds. */
    public String content() {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
  }

  /** The tokens of a text, white space and comments included. What is cut ends with the text. */
  public static List<Token> of(String sql) {
    SqlTokens lexer = new SqlTokens(sql);
    while (lexer.position < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  /** The text that tokens were cut from. */
  public static String text(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(token.text));
    return text.toString();
  }

  private void next() {
    char first = sql.charAt(position);
    if (Character.isWhitespace(first)) {
      take(Kind.SPACE, endOfSpace());
    } else if (sql.startsWith("--", position)) {
      int end = sql.indexOf('\n', position);
      take(Kind.SPACE, end < 0 ? sql.length() : end);
    } else if (sql.startsWith("/*", position)) {
      take(Kind.SPACE, endOfComment());
    } else if (first == '\'') {
      take(Kind.TEXT, endOfQuotes(position, '\'', false));
    } else if (first == '"') {
      take(Kind.QUOTED_NAME, endOfQuotes(position, '"', false));
    } else if (first == '$') {
      dollar();
    } else if (isWordStart(first)) {
      word();
    } else if (isDigit(first)) {
      take(Kind.NUMBER, endOfNumber());
    } else {
      take(Kind.SYMBOL, position + 1);
    }
  }

  private void take(Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(position, end)));
    position = end;
  }

  private int endOfSpace() {
    int end = position;
    while (end < sql.length() && Character.isWhitespace(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Comments may hold others. */
  private int endOfComment() {
    int depth = 0;
    int end = position;
    do {
      if (sql.startsWith("/*", end)) {
        depth++;
        end += 2;
      } else if (sql.startsWith("*/", end)) {
        depth--;
        end += 2;
      } else {
        end++;
      }
    } while (depth > 0 && end < sql.length());
    return Math.min(end, sql.length());
  }

  private int endOfQuotes(int start, char quote, boolean escapes) {
    for (int end = start + 1; end < sql.length(); end++) {
      char letter = sql.charAt(end);
      if (letter == '\\' && escapes) {
        end++;
      } else if (letter == quote) {
        if (end + 1 == sql.length() || sql.charAt(end + 1) != quote) {
          return end + 1;
        }
        end++;
      }
    }
    return sql.length();
  }

  private void word() {
    int end = position;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    String word = sql.substring(position, end).toLowerCase(Locale.ROOT);
    if (word.equals("u") && sql.startsWith("&'", end)) {
      take(Kind.TEXT, endOfQuotes(end + 1, '\'', false));
    } else if (end < sql.length() && sql.charAt(end) == '\'' && isPrefix(word)) {
      take(Kind.TEXT, endOfQuotes(end, '\'', word.equals("e")));
    } else {
      take(Kind.WORD, end);
    }
  }

  private void dollar() {
    int end = position + 1;
    while (end < sql.length() && isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
      end++;
    }
    boolean opens =
        end < sql.length() && sql.charAt(end) == '$' && !isDigit(sql.charAt(position + 1));
    if (opens) {
      String tag = sql.substring(position, end + 1);
      int close = sql.indexOf(tag, end + 1);
      take(Kind.DOLLAR_TEXT, close < 0 ? sql.length() : close + tag.length());
    } else {
      take(Kind.SYMBOL, position + 1);
    }
  }

  private int endOfNumber() {
    int end = position;
    while (end < sql.length()
        && (isDigit(sql.charAt(end)) || isWordStart(sql.charAt(end)) || isFraction(end))) {
      end++;
    }
    return end;
  }

  private boolean isFraction(int at) {
    return sql.charAt(at) == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1));
  }

  private static boolean isPrefix(String word) {
    return word.equals("e") || word.equals("b") || word.equals("x") || word.equals("n");
  }

  private static boolean isWordStart(char letter) {
    return letter == '_'
        || letter >= 0x80
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z');
  }

  private static boolean isWordPart(char letter) {
    return isWordStart(letter) || isDigit(letter) || letter == '$';
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
