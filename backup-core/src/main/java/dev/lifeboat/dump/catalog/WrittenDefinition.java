package dev.lifeboat.dump.catalog;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses a definition that the server wrote down and that is more than one. An object's owner can
 * arrange that on servers that do not quote the field of {@code EXTRACT} (CVE-2026-15741): the rest
 * would run as whoever restores.
 *
 * <p>What the server writes holds no comments, closes what it opens, and ends where a statement
 * does; only rules hold several statements, in parentheses, and functions, between BEGIN ATOMIC and
 * END.
 */
final class WrittenDefinition {
  private static final int SHOWN = 200;

  /** What a query calls a text that one of the server's functions for definitions gives. */
  private static final Pattern COLUMN =
      Pattern.compile(
          "\\bpg_get_(?:viewdef|ruledef|triggerdef|indexdef|constraintdef|functiondef|statisticsobjdef"
              + "|partkeydef|expr)\\(.*?\\sAS (\\w+)",
          Pattern.DOTALL);

  private final List<Token> tokens;
  private int depth;

  private WrittenDefinition(String text) {
    this.tokens = SqlTokens.of(text).stream().filter(token -> !token.text().isBlank()).toList();
  }

  /** The columns of a query that hold definitions. */
  static List<String> columns(String query) {
    return COLUMN.matcher(query).results().map(found -> found.group(1)).distinct().toList();
  }

  /**
   * Requires that a text is one definition, or a part of one.
   *
   * @throws RefusedException if it is more
   */
  static void requireOne(String text) {
    if (!new WrittenDefinition(text).isOne()) {
      throw new RefusedException(
          "The server writes down a definition that holds more than one statement, which would run with the rights of whoever restores it, as servers do without the fix of CVE-2026-15741 (August 2026): %s; drop or change this object, and update the server"
              .formatted(Sql.oneLine(text.length() > SHOWN ? text.substring(0, SHOWN) : text)));
    }
  }

  private boolean isOne() {
    boolean ofRule = begins("create", "rule");
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.SPACE || depth < 0) {
        return false; // white space was left out: this is a comment
      }
      if (token.is("begin") && i + 1 < tokens.size() && tokens.get(i + 1).is("atomic")) {
        return depth == 0 && endsWithBody(i + 2);
      }
      depth += change(token);
      if (token.is(';') && i < tokens.size() - 1 && !(ofRule && depth > 0)) {
        return false;
      }
    }
    return depth == 0;
  }

  /** The END that belongs to BEGIN comes last; CASE has one of its own. */
  private boolean endsWithBody(int start) {
    int open = 1;
    for (int i = start; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.SPACE || open == 0) {
        return false;
      }
      if (token.is("case")) {
        open++;
      } else if (token.is("end")) {
        open--;
      }
    }
    return open == 0;
  }

  private boolean begins(String first, String second) {
    return tokens.size() > 1 && tokens.get(0).is(first) && tokens.get(1).is(second);
  }

  private static int change(Token token) {
    if (token.is('(') || token.is('[')) {
      return 1;
    }
    return token.is(')') || token.is(']') ? -1 : 0;
  }
}
