package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.TextEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of one statement of a script, by the lexical rules of PostgreSQL's documentation,
 * "Lexical Structure". For one statement.
 *
 * <p>Works on bytes: in all encodings that a database can have, a byte below 128 is ASCII. In those
 * that clients alone have it may be the second one of a character, so there characters are taken
 * whole; none of those bytes is a quote, a dollar sign or a line end.
 */
final class StatementLexer {
  private static final ByteSet QUOTE = ByteSet.of("'");
  private static final ByteSet QUOTE_OR_ESCAPE = ByteSet.of("'\\");
  private static final ByteSet QUOTE_OR_CHARACTER = QUOTE_OR_ESCAPE.withHighBytes();
  private static final ByteSet DOUBLE_QUOTE = ByteSet.of("\"");
  private static final ByteSet DOLLAR = ByteSet.of("$");

  private final ScriptInput in;
  private final boolean standardStrings;
  private final TextEncoding encoding;
  private final long startLine;
  private final StatementShape shape = new StatementShape();
  private final StatementText text;

  /** Whether the string that ended last had escapes, as long as it may go on in the next line. */
  private boolean escapesGoOn;

  private boolean lineEnded;

  StatementLexer(ScriptInput in, boolean standardStrings, TextEncoding encoding) {
    this.in = in;
    this.standardStrings = standardStrings;
    this.encoding = encoding;
    this.startLine = in.line();
    this.text = new StatementText(startLine);
  }

  StatementShape shape() {
    return shape;
  }

  /** Reads the statement, and its semicolon, which is left out of the result. */
  StatementText read() throws IOException {
    while (true) {
      int next = in.peek();
      if (next == ';' && shape.mayEnd()) {
        in.read();
        return text;
      }
      if (!space(next)) {
        token(next);
      }
    }
  }

  /** White space and comments. */
  private boolean space(int next) throws IOException {
    if (Bytes.isSpace(next)) {
      lineEnded |= next == '\n' || next == '\r';
      take();
      return true;
    }
    if (next == '-' && in.peek(1) == '-') {
      passLineComment();
      return true;
    }
    if (next == '/' && in.peek(1) == '*') {
      passBlockComment(in);
      text.append(' ');
      escapesGoOn = false;
      return true;
    }
    return false;
  }

  private void token(int next) throws IOException {
    boolean goesOn = escapesGoOn && lineEnded;
    escapesGoOn = false;
    if (Bytes.isWordStart(next)) {
      word();
    } else if (Bytes.isDigit(next)) {
      number();
    } else if (next == '\'') {
      shape.other(next);
      string(goesOn || !standardStrings);
    } else if (next == '"') {
      shape.other(next);
      quoted(DOUBLE_QUOTE, '"');
    } else if (next == '$') {
      shape.other(next);
      dollar();
    } else if (next == '\\') {
      in.read();
      throw ScriptCommand.read(in).refused();
    } else {
      shape.other(next);
      take();
    }
  }

  private void word() throws IOException {
    StringBuilder word = new StringBuilder();
    while (Bytes.isWordPart(in.peek())) {
      word.append((char) takeCharacter());
    }
    endWord(word.toString());
  }

  /** A word may be the mark of a string. */
  private void endWord(String word) throws IOException {
    if (in.peek() == '\'') {
      shape.other('\'');
      string(!standardStrings || word.equalsIgnoreCase("e"));
    } else {
      shape.word(word.toLowerCase(Locale.ROOT));
    }
  }

  /** So that a dollar or letter after a digit begins nothing. */
  private void number() throws IOException {
    shape.other('0');
    while (Bytes.isDigit(in.peek()) || in.peek() == '.') {
      take();
    }
  }

  private void string(boolean escapes) throws IOException {
    quoted(escapes ? escaping() : QUOTE, '\'');
    escapesGoOn = escapes;
    lineEnded = false;
  }

  private ByteSet escaping() {
    return encoding.hasAsciiBytes() ? QUOTE_OR_ESCAPE : QUOTE_OR_CHARACTER;
  }

  private void quoted(ByteSet stops, char quote) throws IOException {
    take();
    while (true) {
      takeUntil(stops);
      int next = takeCharacter();
      if (next == '\\') {
        takeCharacter();
      } else if (next != quote) {
        continue;
      } else if (in.peek() == quote) {
        take();
      } else {
        return;
      }
    }
  }

  private void dollar() throws IOException {
    take();
    StringBuilder tag = new StringBuilder();
    if (Bytes.isWordStart(in.peek())) {
      while (Bytes.isWordPart(in.peek()) && in.peek() != '$') {
        tag.append((char) take());
      }
    }
    if (in.peek() == '$') {
      take();
      body(("$" + tag + "$").getBytes(StandardCharsets.ISO_8859_1));
    } else if (tag.length() > 0) {
      endWord(tag.toString());
    }
  }

  /** Takes all up to the closing tag. */
  private void body(byte[] tag) throws IOException {
    int start = text.length();
    do {
      takeUntil(DOLLAR);
      take();
    } while (!text.endsWith(tag, start));
  }

  private void passLineComment() throws IOException {
    while (in.peek() >= 0 && !Bytes.isLineEnd(in.peek())) {
      in.read();
    }
  }

  /** Passes over a comment, which may hold others. */
  static void passBlockComment(ScriptInput in) throws IOException {
    long line = in.line();
    long depth = 0;
    do {
      int next = in.read();
      if (next < 0) {
        throw cut(line);
      }
      if (next == '/' && in.peek() == '*') {
        in.read();
        depth++;
      } else if (next == '*' && in.peek() == '/') {
        in.read();
        depth--;
      }
    } while (depth > 0);
  }

  private void takeUntil(ByteSet stops) throws IOException {
    while (in.readUntil(stops, text)) {
      // more may be at hand now
    }
  }

  /** Takes a character, of which the bytes behind the first may look like ASCII. */
  private int takeCharacter() throws IOException {
    int first = take();
    if (first >= 0x80 && !encoding.hasAsciiBytes()) {
      for (int more = encoding.width(first, in.peek()) - 1; more > 0; more--) {
        take();
      }
    }
    return first;
  }

  private int take() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw cut(startLine);
    }
    text.append(next);
    return next;
  }

  private static DamagedException cut(long line) {
    return new DamagedException(
        "The script ends inside the statement or comment that begins in line %d; fetch it again, it is cut"
            .formatted(line));
  }
}
