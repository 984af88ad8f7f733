package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Leaves settings of the server out of what states them for itself, routines and databases, where
 * the server does not have them: {@code SET name TO value}, as PostgreSQL prints it.
 */
final class UnknownConfiguration {
  private static final String PROPERTIES = "DATABASE PROPERTIES";
  private static final Set<String> STATING = Set.of("FUNCTION", "PROCEDURE", PROPERTIES);

  private final Predicate<String> known;
  private final Set<String> leftOut;

  /**
   * For a server.
   *
   * @param known whether it has a setting of a name
   * @param leftOut takes the names of what is left out
   */
  UnknownConfiguration(Predicate<String> known, Set<String> leftOut) {
    this.known = known;
    this.leftOut = leftOut;
  }

  /** The entry without them; the entry itself where there are none. */
  TocEntry without(TocEntry entry) {
    if (!STATING.contains(entry.description())) {
      return entry;
    }
    List<Token> tokens = new ArrayList<>(SqlTokens.of(entry.definition()));
    boolean ofDatabase = entry.description().equals(PROPERTIES);
    boolean changed = false;
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (statesUnknown(tokens, i)) {
        int from = ofDatabase ? startOfStatement(tokens, i) : i;
        int to = ofDatabase ? endOfStatement(tokens, i) : endOfValues(tokens, i);
        tokens.subList(from, to).clear();
        i = Math.min(from, tokens.size());
        changed = true;
      }
    }
    return changed
        ? entry.withStatements(SqlTokens.text(tokens), entry.dropStatement(), entry.copyStatement())
        : entry;
  }

  private boolean statesUnknown(List<Token> tokens, int set) {
    int name = next(tokens, set);
    int to = next(tokens, name);
    boolean states =
        tokens.get(set).is("set")
            && to < tokens.size()
            && tokens.get(name).isName()
            && tokens.get(to).is("to");
    if (!states || known.test(tokens.get(name).name())) {
      return false;
    }
    leftOut.add(tokens.get(name).name());
    return true;
  }

  private static int startOfStatement(List<Token> tokens, int within) {
    int start = within;
    while (start > 0 && !tokens.get(start - 1).is(';')) {
      start--;
    }
    return start;
  }

  private static int endOfStatement(List<Token> tokens, int within) {
    int end = within;
    while (end < tokens.size() && !tokens.get(end).is(';')) {
      end++;
    }
    return Math.min(end + 1, tokens.size());
  }

  /** Values are separated by commas; what follows the last begins another clause. */
  private static int endOfValues(List<Token> tokens, int set) {
    int value = next(tokens, next(tokens, next(tokens, set)));
    int after = next(tokens, value);
    while (after < tokens.size() && tokens.get(after).is(',')) {
      value = next(tokens, after);
      after = next(tokens, value);
    }
    return Math.min(after, tokens.size());
  }

  /** The next token that is no space; the end where there is none. */
  private static int next(List<Token> tokens, int i) {
    int next = i + 1;
    while (next < tokens.size() && tokens.get(next).kind() == Kind.SPACE) {
      next++;
    }
    return Math.min(next, tokens.size());
  }
}
