package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.rows.LargeColumn;
import java.util.List;

/**
 * A table whose rows are to be dumped.
 *
 * @param dumpId the entry that holds them
 * @param oid of the table in the source
 * @param schema its schema, unquoted
 * @param name its name, unquoted
 * @param sql its name as SQL
 * @param columns the columns whose values are data, unquoted, in order
 * @param columnList the same as SQL with parentheses and a space before; empty where there are none
 * @param foreign whether the rows are on another server
 * @param condition what chooses the rows as SQL, beginning with WHERE; empty for all
 * @param large those of the columns whose values may be too large to be held
 * @param pages how many pages it has, when it was looked at
 * @param sliceable whether a range of its pages can be read without reading the others
 */
public record TableSource(
    int dumpId,
    long oid,
    String schema,
    String name,
    String sql,
    List<String> columns,
    String columnList,
    boolean foreign,
    String condition,
    List<LargeColumn> large,
    long pages,
    boolean sliceable) {}
