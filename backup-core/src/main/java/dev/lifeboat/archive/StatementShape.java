package dev.lifeboat.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * What the words of a statement tell of where it ends and what follows it.
 *
 * <p>A function or procedure whose body is {@code BEGIN ATOMIC … END} holds semicolons that do not
 * end it.
 */
final class StatementShape {
  private static final int FIRST_WORDS = 4;

  private final List<String> words = new ArrayList<>();
  private String lastWord = "";
  private int parentheses;
  private int begins;
  private boolean fromStdin;

  /** Takes a word that stands outside of quotes, in lower case. */
  void word(String word) {
    if (words.size() < FIRST_WORDS) {
      words.add(word);
    }
    if (parentheses == 0) {
      fromStdin |= lastWord.equals("from") && word.equals("stdin");
      countBlocks(word);
    }
    lastWord = word;
  }

  /** Takes anything else that is no white space and no comment. */
  void other(int symbol) {
    lastWord = "";
    if (symbol == '(') {
      parentheses++;
    } else if (symbol == ')') {
      parentheses = Math.max(0, parentheses - 1);
    }
  }

  /** Whether a semicolon here ends the statement. */
  boolean mayEnd() {
    return parentheses == 0 && begins == 0;
  }

  /** Whether rows follow the statement. */
  boolean takesRows() {
    return fromStdin && !words.isEmpty() && words.get(0).equals("copy");
  }

  /** A function may be called {@code begin}, which psql takes for the beginning of a body. */
  private void countBlocks(String word) {
    if (begins == 0) {
      begins = word.equals("atomic") && lastWord.equals("begin") && makesRoutine() ? 1 : 0;
    } else if (word.equals("case")) {
      begins++;
    } else if (word.equals("end")) {
      begins--;
    }
  }

  private boolean makesRoutine() {
    if (words.size() < 2 || !words.get(0).equals("create")) {
      return false;
    }
    boolean replaces =
        words.size() == FIRST_WORDS && words.subList(1, 3).equals(List.of("or", "replace"));
    String kind = words.get(replaces ? 3 : 1);
    return kind.equals("function") || kind.equals("procedure");
  }
}
