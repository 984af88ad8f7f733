package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Gathers the planner's statistics, table by table, the largest first. */
final class AnalyzeStep {
  /** What foreign tables inherit from is left out: other servers would be asked for rows. */
  private static final String TABLES =
      "WITH RECURSIVE ancestors(oid) AS ("
          + "SELECT f.ftrelid FROM pg_catalog.pg_foreign_table AS f"
          + " UNION SELECT i.inhparent FROM pg_catalog.pg_inherits AS i"
          + " JOIN ancestors AS a ON a.oid = i.inhrelid)"
          + " SELECT n.nspname, c.relname"
          + " FROM pg_catalog.pg_class AS c"
          + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'"
          + " AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
          + " AND c.oid NOT IN (SELECT a.oid FROM ancestors AS a)"
          + " ORDER BY pg_catalog.pg_relation_size(c.oid) DESC, 1, 2";

  private AnalyzeStep() {}

  /**
   * Analyzes tables.
   *
   * @param wanted says which, by their names as SQL
   * @param choice what the sessions state
   */
  static void run(Crew crew, Predicate<String> wanted, SessionChoice choice) {
    List<String> tables = new ArrayList<>();
    try {
      crew.lead()
          .query(TABLES, row -> tables.add(Sql.qualified(row.getString(1), row.getString(2))));
    } catch (SQLException e) {
      throw PostgresFailure.of("list the tables to analyze", e);
    }
    crew.run(
        WorkQueue.of(tables.stream().filter(wanted).map(table -> analyze(table, choice)).toList()));
  }

  private static Work analyze(String table, SessionChoice choice) {
    return (session, halt) -> {
      halt.check();
      run(session, table, choice);
    };
  }

  private static void run(Session session, String table, SessionChoice choice) {
    session.speak(session.serverEncoding()); // where the names are from
    try {
      choice.stateSearchPath(session);
      session.execute("ANALYZE " + table);
      choice.emptySearchPath(session);
    } catch (SQLException e) {
      throw PostgresFailure.of("analyze " + Sql.oneLine(table), e);
    }
  }
}
