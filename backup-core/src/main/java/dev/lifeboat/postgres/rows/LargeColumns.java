package dev.lifeboat.postgres.rows;

import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the columns of tables whose values may be too large to be held.
 *
 * <p>What is stored in a row itself fits a page; so a table can have large values only if there is
 * something in the table that holds those which do not fit (PostgreSQL documentation, "TOAST").
 * Values of some types are never large.
 */
public final class LargeColumns {
  private static final int LARGEST_RATIO = 255;

  private static final String QUERY =
      """
      WITH RECURSIVE held AS MATERIALIZED (
        SELECT c.oid, n.nspname, c.relname
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_am AS m ON m.oid = c.relam AND m.amname = 'heap'
        WHERE c.oid >= 16384 AND c.relkind = 'r' AND c.relpersistence <> 't' AND c.reltoastrelid <> 0
          AND (? OR c.oid = ANY (?::pg_catalog.oid[]))
          AND pg_catalog.pg_relation_size(c.reltoastrelid) > ?
      ), base AS (
        SELECT t.oid, t.typbasetype AS type
        FROM pg_catalog.pg_type AS t WHERE t.typtype = 'd'
        UNION ALL
        SELECT b.oid, t.typbasetype
        FROM base AS b JOIN pg_catalog.pg_type AS t ON t.oid = b.type AND t.typtype = 'd'
      )
      SELECT h.nspname, h.relname, a.attname, CASE
          WHEN t.oid IN ('text'::pg_catalog.regtype, 'varchar'::pg_catalog.regtype) THEN 'TEXT'
          WHEN t.oid = 'bpchar'::pg_catalog.regtype THEN 'PADDED_TEXT'
          WHEN t.oid = 'bytea'::pg_catalog.regtype THEN 'BYTES'
          WHEN t.oid = 'xml'::pg_catalog.regtype THEN 'XML'
          ELSE 'OTHER' END AS kind
      FROM held AS h
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = h.oid
      LEFT JOIN base AS b ON b.oid = a.atttypid
      JOIN pg_catalog.pg_type AS t ON t.oid = coalesce(b.type, a.atttypid) AND t.typtype <> 'd'
      WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attlen = -1
        AND t.oid NOT IN ('numeric'::pg_catalog.regtype, 'inet'::pg_catalog.regtype,
          'cidr'::pg_catalog.regtype)
        AND (t.oid NOT IN ('varchar'::pg_catalog.regtype, 'bpchar'::pg_catalog.regtype)
          OR a.atttypmod NOT BETWEEN 1 AND 1000)
      ORDER BY h.oid, a.attnum
      """;

  private LargeColumns() {}

  /**
   * The columns of all tables that have any.
   *
   * @param session which reads the catalogs
   * @return by the name of the table as SQL
   */
  public static Map<String, List<LargeColumn>> ofAllTables(Session session) throws SQLException {
    return read(session, true, List.of(), leastHeldBytes());
  }

  /**
   * The columns of some tables, which are locked: how much they hold is not to be asked of others.
   *
   * @param session which reads the catalogs
   * @param oids of the tables
   * @return by the name of the table as SQL, where it has any
   */
  public static Map<String, List<LargeColumn>> of(Session session, List<Long> oids)
      throws SQLException {
    return read(session, false, oids, leastHeldBytes());
  }

  private static long leastHeldBytes() {
    return Bounds.ofHeap().rowBytes() / LARGEST_RATIO;
  }

  /** Those of tables that hold more than some bytes beside their rows. */
  static Map<String, List<LargeColumn>> read(
      Session session, boolean all, List<Long> oids, long heldBytes) throws SQLException {
    Map<String, List<LargeColumn>> columns = new HashMap<>();
    String array = oids.toString().replace('[', '{').replace(']', '}');
    session.query(
        QUERY,
        row ->
            columns
                .computeIfAbsent(
                    Sql.qualified(row.getString(1), row.getString(2)), table -> new ArrayList<>(1))
                .add(new LargeColumn(row.getString(3), LargeColumn.Kind.valueOf(row.getString(4)))),
        all,
        array,
        heldBytes);
    return columns;
  }
}
