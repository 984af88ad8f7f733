package dev.lifeboat.postgres;

import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.List;

/**
 * The table of a COPY statement.
 *
 * @param table its name as SQL
 * @param columns their names as SQL, without parentheses; empty where the statement names none
 */
record CopySource(String table, String columns) {
  /**
   * Reads what stands between {@code COPY} and {@code TO} or {@code FROM}.
   *
   * @param sql {@code schema.table (column, …)}
   */
  static CopySource of(String sql) {
    List<Token> tokens = SqlTokens.of(sql);
    int open = 0;
    while (open < tokens.size() && !tokens.get(open).is('(')) {
      open++;
    }
    String table = SqlTokens.text(tokens.subList(0, open)).strip();
    if (open == tokens.size()) {
      return new CopySource(table, "");
    }
    String columns = SqlTokens.text(tokens.subList(open + 1, tokens.size())).strip();
    return new CopySource(table, columns.substring(0, columns.length() - 1));
  }
}
