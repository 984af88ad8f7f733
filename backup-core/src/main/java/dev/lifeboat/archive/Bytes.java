package dev.lifeboat.archive;

/**
 * The classes of bytes that PostgreSQL's lexer knows. A byte that is part of a character beyond
 * ASCII counts as a letter; -1, the end of the input, belongs to none.
 */
final class Bytes {
  private Bytes() {}

  static boolean isSpace(int next) {
    return next == ' ' || (next >= '\t' && next <= '\r');
  }

  static boolean isLineEnd(int next) {
    return next == '\n' || next == '\r';
  }

  static boolean isWordStart(int next) {
    return next == '_'
        || next >= 0x80
        || (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z');
  }

  static boolean isWordPart(int next) {
    return isWordStart(next) || isDigit(next) || next == '$';
  }

  static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }
}
