package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;

/** Gathers the planner's statistics, table by table, the largest first. */
final class AnalyzeStep {
  private static final String TABLES =
      "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)"
          + " FROM pg_catalog.pg_class AS c"
          + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'"
          + " AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
          + " ORDER BY pg_catalog.pg_relation_size(c.oid) DESC, 1";

  private AnalyzeStep() {}

  static void run(Crew crew) {
    List<String> tables;
    try {
      tables = crew.lead().texts(TABLES);
    } catch (SQLException e) {
      throw PostgresFailure.of("list the tables to analyze", e);
    }
    crew.run(WorkQueue.of(tables.stream().map(AnalyzeStep::analyze).toList()));
  }

  private static Work analyze(String table) {
    return (session, halt) -> {
      halt.check();
      run(session, table);
    };
  }

  private static void run(Session session, String table) {
    try {
      session.execute("ANALYZE " + table);
    } catch (SQLException e) {
      throw PostgresFailure.of("analyze " + Sql.oneLine(table), e);
    }
  }
}
