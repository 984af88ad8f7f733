package dev.lifeboat.restore;

import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves settings out of definitions that a server does not know and that change no data. */
final class UnknownSettings {
  /** Parameters of tables and types, and since when they are known. */
  private static final Map<String, ServerFeature> PARAMETERS =
      Map.of(
          "multirange_type_name", ServerFeature.MULTIRANGES,
          "autovacuum_vacuum_max_threshold", ServerFeature.VACUUM_LIMITS,
          "vacuum_max_eager_freeze_failure_rate", ServerFeature.VACUUM_LIMITS);

  private final ServerVersion server;
  private final Set<String> leftOut;

  /**
   * For a server.
   *
   * @param leftOut takes the names of what is left out
   */
  UnknownSettings(ServerVersion server, Set<String> leftOut) {
    this.server = server;
    this.leftOut = leftOut;
  }

  /** The text of tokens without them; the text itself where there are none. */
  String without(List<Token> tokens, String sql) {
    List<Token> kept = new ArrayList<>(tokens);
    boolean changed = !server.has(ServerFeature.COLUMN_COMPRESSION) && removeCompression(kept);
    changed |= removeParameters(kept);
    return changed ? SqlTokens.text(kept) : sql;
  }

  /** {@code ALTER TABLE … SET COMPRESSION name;} is a statement of its own. */
  private boolean removeCompression(List<Token> tokens) {
    boolean changed = false;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(';')) {
        start = i + 1;
      } else if (tokens.get(i).is("compression") && previous(tokens, i).is("set")) {
        int end = i;
        while (end < tokens.size() && !tokens.get(end).is(';')) {
          end++;
        }
        tokens.subList(start, Math.min(end + 1, tokens.size())).clear();
        i = start - 1;
        changed = true;
        leftOut.add("the compression of columns");
      }
    }
    return changed;
  }

  /** {@code name='value'} in the list after WITH, with the comma beside it. */
  private boolean removeParameters(List<Token> tokens) {
    boolean changed = false;
    for (int i = 0; i < tokens.size(); i++) {
      ServerFeature since = tokens.get(i).isName() ? PARAMETERS.get(tokens.get(i).name()) : null;
      if (since != null && !server.has(since) && tokens.get(indexOfNext(tokens, i)).is('=')) {
        leftOut.add(tokens.get(i).name());
        remove(tokens, i);
        i = -1;
        changed = true;
      }
    }
    return changed;
  }

  private static void remove(List<Token> tokens, int name) {
    int after = indexOfNext(tokens, name);
    while (after < tokens.size() - 1 && !tokens.get(after).is(',') && !tokens.get(after).is(')')) {
      after++;
    }
    int before = indexOfPrevious(tokens, name);
    if (tokens.get(after).is(',')) {
      tokens.subList(name, after + 1).clear();
    } else if (tokens.get(before).is(',')) {
      tokens.subList(before, after).clear();
    } else {
      tokens.subList(indexOfPrevious(tokens, before), after + 1).clear(); // WITH ( … )
    }
  }

  private static Token previous(List<Token> tokens, int i) {
    return tokens.get(Math.max(0, indexOfPrevious(tokens, i)));
  }

  private static int indexOfPrevious(List<Token> tokens, int i) {
    int previous = i - 1;
    while (previous > 0 && tokens.get(previous).kind() == Kind.SPACE) {
      previous--;
    }
    return previous;
  }

  private static int indexOfNext(List<Token> tokens, int i) {
    int next = i + 1;
    while (next < tokens.size() - 1 && tokens.get(next).kind() == Kind.SPACE) {
      next++;
    }
    return next;
  }
}
