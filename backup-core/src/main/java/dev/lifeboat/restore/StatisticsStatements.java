package dev.lifeboat.restore;

import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.ServerVersion;
import dev.lifeboat.postgres.Sql;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows the statements of a script that restore what ANALYZE found, and whose it was. For one
 * thread at a time.
 */
final class StatisticsStatements {
  private static final Pattern CALL =
      Pattern.compile(
          "\\s*SELECT \\* FROM pg_catalog\\.pg_restore_(?:relation|attribute)_stats\\(.*",
          Pattern.DOTALL);
  private static final Pattern NAMES =
      Pattern.compile(
          "'schemaname', '((?:[^']|'')*)'.*?'relname', '((?:[^']|'')*)'", Pattern.DOTALL);

  private final Set<String> relations = new HashSet<>();

  /** Whether a server has the functions that they call. */
  static boolean areTakenBy(ServerVersion server) {
    return server.has(ServerFeature.STATISTICS_IMPORT);
  }

  /**
   * Looks at a statement.
   *
   * @return whether it is one of them
   */
  boolean take(String sql) {
    if (!CALL.matcher(sql).matches()) {
      return false;
    }
    Matcher names = NAMES.matcher(sql);
    if (names.find()) {
      relations.add(Sql.qualified(unquoted(names.group(1)), unquoted(names.group(2))));
    }
    return true;
  }

  /** The names of the tables and indexes that had statistics, as SQL. */
  Set<String> relations() {
    return relations;
  }

  private static String unquoted(String literal) {
    return literal.replace("''", "'");
  }
}
