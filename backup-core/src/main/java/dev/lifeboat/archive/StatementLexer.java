package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds the end of one statement of a script, by the lexical rules of PostgreSQL's documentation,
 * "Lexical Structure". For one statement.
 *
 * <p>Works on bytes: in all encodings that a database can have, a byte below 128 is ASCII.
 */
final class StatementLexer {
  /** No statement of a dump is longer, and one is held whole. */
  private static final int MAX_BYTES = 64 << 20;

  private final ScriptInput in;
  private final boolean standardStrings;
  private final long startLine;
  private final StatementShape shape = new StatementShape();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  StatementLexer(ScriptInput in, boolean standardStrings) {
    this.in = in;
    this.standardStrings = standardStrings;
    this.startLine = in.line();
  }

  StatementShape shape() {
    return shape;
  }

  /** Reads the statement, and its semicolon, which is left out of the result. */
  byte[] read() throws IOException {
    while (true) {
      int next = in.peek();
      if (next == ';' && shape.mayEnd()) {
        in.read();
        return text.toByteArray();
      }
      token(next);
    }
  }

  /** Passes over a comment, which may hold others. */
  static void passBlockComment(ScriptInput in) throws IOException {
    long line = in.line();
    int depth = 0;
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

  private void token(int next) throws IOException {
    if (isWordStart(next)) {
      word();
    } else if (isDigit(next)) {
      number();
    } else if (next == '\'') {
      shape.other(next);
      quoted('\'', !standardStrings);
    } else if (next == '"') {
      shape.other(next);
      quoted('"', false);
    } else if (next == '$') {
      shape.other(next);
      dollar();
    } else if (next == '-' && in.peek(1) == '-') {
      lineComment();
    } else if (next == '/' && in.peek(1) == '*') {
      passBlockComment(in);
      append(' ');
    } else if (next == '\\') {
      in.read();
      throw ScriptReader.refusedCommand(word(new StringBuilder()), in.line());
    } else {
      if (!Character.isWhitespace(next)) {
        shape.other(next);
      }
      take();
    }
  }

  private void word() throws IOException {
    StringBuilder word = new StringBuilder();
    while (isWordPart(in.peek())) {
      word.append((char) take());
    }
    if (in.peek() == '\'') {
      shape.other('\'');
      quoted('\'', !standardStrings || word.toString().equalsIgnoreCase("e"));
    } else {
      shape.word(word.toString().toLowerCase(Locale.ROOT));
    }
  }

  /** So that a dollar or letter after a digit begins nothing. */
  private void number() throws IOException {
    shape.other('0');
    while (isDigit(in.peek()) || in.peek() == '.') {
      take();
    }
  }

  private void quoted(char quote, boolean escapes) throws IOException {
    take();
    while (true) {
      int next = take();
      if (escapes && next == '\\') {
        take();
      } else if (next == quote) {
        if (in.peek() != quote) {
          return;
        }
        take();
      }
    }
  }

  private void dollar() throws IOException {
    StringBuilder tag = new StringBuilder().append((char) take());
    if (!isDigit(in.peek())) {
      while (isWordPart(in.peek()) && in.peek() != '$') {
        tag.append((char) take());
      }
    }
    if (in.peek() == '$' && !isDigit(tag.length() > 1 ? tag.charAt(1) : 'x')) {
      tag.append((char) take());
      body(tag.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Takes all up to the closing tag. */
  private void body(byte[] tag) throws IOException {
    byte[] last = new byte[tag.length];
    int count = 0;
    do {
      System.arraycopy(last, 1, last, 0, last.length - 1);
      last[last.length - 1] = (byte) take();
      count++;
    } while (count < tag.length || !Arrays.equals(last, tag));
  }

  private void lineComment() throws IOException {
    while (in.peek() >= 0 && in.peek() != '\n') {
      in.read();
    }
  }

  private String word(StringBuilder word) throws IOException {
    while (isWordPart(in.peek())) {
      word.append((char) in.read());
    }
    return word.toString();
  }

  private int take() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw cut(startLine);
    }
    append(next);
    return next;
  }

  private void append(int next) {
    if (text.size() == MAX_BYTES) {
      throw new RefusedException(
          "The statement that begins in line %d of the script is longer than %d bytes; load the script with psql"
              .formatted(startLine, MAX_BYTES));
    }
    text.write(next);
  }

  private static DamagedException cut(long line) {
    return new DamagedException(
        "The script ends inside the statement or comment that begins in line %d; fetch it again, it is cut"
            .formatted(line));
  }

  private static boolean isWordStart(int next) {
    return next == '_'
        || next >= 0x80
        || (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z');
  }

  private static boolean isWordPart(int next) {
    return isWordStart(next) || isDigit(next) || next == '$';
  }

  private static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }
}
