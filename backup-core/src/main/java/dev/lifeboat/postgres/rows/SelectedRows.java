package dev.lifeboat.postgres.rows;

import dev.lifeboat.postgres.Sql;
import java.util.List;

/**
 * Rows of a table that are to be read.
 *
 * @param table its name as SQL
 * @param columns the columns to read, unquoted, in order
 * @param condition what chooses the rows as SQL, beginning with WHERE; empty for all
 * @param foreign whether the rows are on another server; COPY by itself does not read those
 * @param large those of the columns whose values may be too large to be held; empty where no row is
 */
public record SelectedRows(
    String table,
    List<String> columns,
    String condition,
    boolean foreign,
    List<LargeColumn> large) {

  /** The statement that sends each row whole. */
  String copyStatement() {
    if (condition.isEmpty() && !foreign) {
      String list = columns.isEmpty() ? "" : " (" + Sql.identifiers(columns) + ")";
      return "COPY " + table + list + " TO STDOUT";
    }
    return "COPY (SELECT "
        + Sql.identifiers(columns)
        + " FROM ONLY "
        + table
        + " "
        + condition
        + ") TO STDOUT";
  }

  /** How values of a column are made bytes. */
  LargeColumn.Kind kind(String column) {
    return large.stream()
        .filter(each -> each.name().equals(column))
        .findFirst()
        .map(LargeColumn::kind)
        .orElse(LargeColumn.Kind.OTHER);
  }
}
