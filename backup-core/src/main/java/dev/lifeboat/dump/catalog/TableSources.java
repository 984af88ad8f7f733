package dev.lifeboat.dump.catalog;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.rows.LargeColumn;
import dev.lifeboat.postgres.rows.LargeColumns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells of each table whose rows are dumped how they are read. */
final class TableSources {
  /** Classes of states for SQL that is wrong in itself, or cannot be computed. */
  private static final Set<String> WRONG = Set.of("0A", "21", "22", "42");

  /** A view, or a foreign table, in a session that reads none. */
  private static final String RESTRICTED = "55000";

  private final CatalogReader source;
  private final Map<String, List<LargeColumn>> large;

  private TableSources(CatalogReader source, Map<String, List<LargeColumn>> large) {
    this.source = source;
    this.large = large;
  }

  /**
   * The tables, in the order of their entries.
   *
   * @param all the rows, and the entries that hold them
   * @throws RefusedException if a condition on rows is none
   */
  static List<TableSource> of(CatalogReader source, List<TableRows> all) throws SQLException {
    List<Long> oids = all.stream().map(rows -> rows.table().oid()).toList();
    TableSources sources = new TableSources(source, LargeColumns.of(source.session(), oids));
    List<TableSource> tables = new ArrayList<>();
    for (TableRows rows : all) {
      tables.add(sources.source(rows));
    }
    return tables;
  }

  /** Version 14 learnt to read a range of ctids without reading the rest, for heap tables. */
  private TableSource source(TableRows rows) throws SQLException {
    Relation table = rows.table();
    String condition = condition(table);
    return new TableSource(
        rows.data().dumpId(),
        table.oid(),
        table.schema(),
        table.name(),
        table.sql(),
        rows.columns(),
        rows.columnList(),
        table.isForeign(),
        condition,
        large.getOrDefault(table.sql(), List.of()),
        table.traits().pages(),
        source.version().has(ServerFeature.CTID_RANGE_SCANS)
            && condition.isEmpty()
            && "heap".equals(table.traits().accessMethod()));
  }

  private String condition(Relation table) throws SQLException {
    List<String> predicates = source.selection().predicates(table.oid());
    if (predicates.isEmpty()) {
      return table.condition();
    }
    String predicate =
        predicates.stream().map(each -> "(\n" + each + "\n)").collect(Collectors.joining(" AND "));
    requireCondition(table, predicate);
    return table.condition().isEmpty()
        ? "WHERE " + predicate
        : table.condition() + " AND " + predicate;
  }

  /**
   * The server takes it in brackets of two sorts: what would close one of them, to be more than a
   * condition, breaks the other.
   */
  private void requireCondition(Relation table, String predicate) throws SQLException {
    try {
      if (table.isForeign()) {
        source.session().refuseViews();
      }
      for (String each : source.selection().predicates(table.oid())) {
        source.check(select(table, "(ARRAY[\n" + each + "\n])[1]"));
      }
      source.check(select(table, predicate));
      source.session().refuseViewsAndForeignTables();
    } catch (SQLException e) {
      if (PostgresFailure.state(e).equals(RESTRICTED)) {
        throw new RefusedException(
            "The condition on the rows of %s reads what it must not: %s; what it reads must be tables, as functions of a view would run with the rights of whoever dumps"
                .formatted(Sql.oneLine(table.sql()), PostgresFailure.message(e)),
            e);
      }
      if (WRONG.contains(PostgresFailure.state(e).substring(0, 2))) {
        throw new RefusedException(
            "The condition on the rows of %s cannot be used: %s; write it as it would follow WHERE"
                .formatted(Sql.oneLine(table.sql()), PostgresFailure.message(e)),
            e);
      }
      throw e;
    }
  }

  private static String select(Relation table, String condition) {
    return "SELECT FROM ONLY " + table.sql() + " WHERE " + condition + " LIMIT 0";
  }
}
