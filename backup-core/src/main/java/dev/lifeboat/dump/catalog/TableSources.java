package dev.lifeboat.dump.catalog;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells of each table whose rows are dumped how they are read. */
final class TableSources {
  private final CatalogReader source;

  private TableSources(CatalogReader source) {
    this.source = source;
  }

  /**
   * The tables, in the order of their entries.
   *
   * @param dataEntries the entries that hold their rows
   * @throws RefusedException if a condition on rows is none
   */
  static List<TableSource> of(CatalogReader source, Map<Relation, Integer> dataEntries)
      throws SQLException {
    TableSources sources = new TableSources(source);
    List<TableSource> tables = new ArrayList<>();
    for (Map.Entry<Relation, Integer> entry : dataEntries.entrySet()) {
      tables.add(sources.source(entry.getKey(), entry.getValue()));
    }
    return tables;
  }

  /** Version 14 learnt to read a range of ctids without reading the rest, for heap tables. */
  private TableSource source(Relation table, int dumpId) throws SQLException {
    String condition = condition(table);
    return new TableSource(
        dumpId,
        table.schema(),
        table.name(),
        table.sql(),
        table.dataColumns(),
        Tables.columnList(table),
        table.isForeign(),
        condition,
        table.traits().pages(),
        source.version().atLeast(14)
            && condition.isEmpty()
            && "heap".equals(table.traits().accessMethod()));
  }

  private String condition(Relation table) throws SQLException {
    String predicate = source.selection().predicate(table.oid());
    if (predicate.isEmpty()) {
      return table.condition();
    }
    requireCondition(table, predicate);
    return table.condition().isEmpty()
        ? "WHERE " + predicate
        : table.condition() + " AND " + predicate;
  }

  /** The server parses it where it will stand, so that it cannot be more than a condition. */
  private void requireCondition(Relation table, String predicate) throws SQLException {
    try {
      source.check(
          "SELECT FROM (SELECT FROM ONLY "
              + table.sql()
              + " WHERE "
              + predicate
              + ") AS rows LIMIT 0");
    } catch (SQLException e) {
      if (PostgresFailure.state(e).startsWith("42")) {
        throw new RefusedException(
            "The condition on the rows of %s cannot be used: %s; write it as it would follow WHERE"
                .formatted(Sql.oneLine(table.sql()), PostgresFailure.message(e)),
            e);
      }
      throw e;
    }
  }
}
