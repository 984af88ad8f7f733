package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.List;

/**
 * The rows of a table.
 *
 * @param table whose they are
 * @param target what they are loaded into, be it the table or one that it is a partition of
 * @param data the node of the entry that holds them
 */
record TableRows(Relation table, Relation target, Node data) {
  /** The columns in the order of the rows' fields. */
  List<String> columns() {
    return table.dataColumns(target);
  }

  /** The columns of a COPY statement, or nothing where the table has none. */
  String columnList() {
    List<String> columns = columns();
    return columns.isEmpty() ? "" : " (" + Sql.identifiers(columns) + ")";
  }
}
