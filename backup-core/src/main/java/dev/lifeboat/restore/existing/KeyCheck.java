package dev.lifeboat.restore.existing;

import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Checks foreign keys whose triggers do not fire, each by one query for the rows that the server
 * itself looks for when such a key is added.
 */
public final class KeyCheck {
  /** Bit 2 of {@code tgtype} tells triggers for INSERT; a key of partitions stands for theirs. */
  private static final String UNCHECKED =
      ExistingCatalog.REACHED
          + """
            , quiet(oid, parent) AS (
              SELECT k.oid, k.conparentid FROM reached AS r
              JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = r.oid
              JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint AND k.conrelid = t.tgrelid
              WHERE k.contype = 'f' AND t.tgtype::pg_catalog.int4 & 4 <> 0 AND t.tgenabled <> 'A'
                AND t.tgenabled <> CASE pg_catalog.current_setting('session_replication_role')
                  WHEN 'replica' THEN 'R' ELSE 'O' END
              UNION SELECT k.oid, k.conparentid FROM quiet AS q
              JOIN pg_catalog.pg_constraint AS k ON k.oid = q.parent)
            SELECT q.oid FROM quiet AS q WHERE q.parent = 0
            """;

  /** Compares as the server does: by the operators of the key, in the collation of its target. */
  private static final String CHECKS =
      """
      SELECT k.conname, pg_catalog.format('%%s.%%s', fn.nspname, f.relname) AS shown,
        pg_catalog.has_table_privilege(f.oid, 'SELECT') AND pg_catalog.has_table_privilege(p.oid, 'SELECT')
          AND NOT pg_catalog.row_security_active(f.oid) AND NOT pg_catalog.row_security_active(p.oid)
          AND NOT %1$s AS checkable,
        pg_catalog.format('SELECT pg_catalog.count(*) FROM %%s%%I.%%I AS fk WHERE (%%s) AND NOT EXISTS (SELECT FROM %%s%%I.%%I AS pk WHERE %%s)',
          CASE f.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END, fn.nspname, f.relname,
          pg_catalog.string_agg(pg_catalog.format('fk.%%I IS NOT NULL', fa.attname),
            CASE k.confmatchtype WHEN 'f' THEN ' OR ' ELSE ' AND ' END),
          CASE p.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END, pn.nspname, p.relname,
          pg_catalog.string_agg(pg_catalog.format('pk.%%I%%s OPERATOR(%%I.%%s) fk.%%I%%s%%s',
            pa.attname, CASE WHEN pa.atttypid <> o.oprleft AND lt.typtype <> 'p'
              THEN '::' || pg_catalog.format_type(o.oprleft, NULL) END,
            ons.nspname, o.oprname,
            fa.attname, CASE WHEN fa.atttypid <> o.oprright AND rt.typtype <> 'p'
              THEN '::' || pg_catalog.format_type(o.oprright, NULL) END,
            CASE WHEN pa.attcollation NOT IN (0, fa.attcollation)
              THEN pg_catalog.format(' COLLATE %%I.%%I', cn.nspname, c.collname) END), ' AND ')) AS query
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS f ON f.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
      JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
      JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
      CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey),
        pg_catalog.unnest(k.conpfeqop)) AS u(f, p, op)
      JOIN pg_catalog.pg_attribute AS fa ON fa.attrelid = f.oid AND fa.attnum = u.f
      JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = p.oid AND pa.attnum = u.p
      JOIN pg_catalog.pg_operator AS o ON o.oid = u.op
      JOIN pg_catalog.pg_namespace AS ons ON ons.oid = o.oprnamespace
      JOIN pg_catalog.pg_type AS lt ON lt.oid = o.oprleft
      JOIN pg_catalog.pg_type AS rt ON rt.oid = o.oprright
      LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = pa.attcollation
      LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.collnamespace
      WHERE k.oid = ANY (?::pg_catalog.oid[]) %2$s
      GROUP BY k.oid, k.conname, f.oid, f.relkind, f.relname, fn.nspname, p.oid, p.relkind, p.relname, pn.nspname
      ORDER BY 2, 1
      """;

  private static final String ANY_DISABLED =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger AS t
        JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint
        WHERE k.contype = 'f' AND t.tgenabled IN ('D', 'R'))
      """;

  private KeyCheck() {}

  /** Whether somebody has disabled a trigger behind any foreign key of the database. */
  public static boolean isAnyDisabled(Session session) throws SQLException {
    return session.text(ANY_DISABLED).equals("t");
  }

  /**
   * The keys of tables that the server does not enforce in this session, as somebody has disabled a
   * trigger behind them or the session is a replica.
   *
   * @param tables their oids; what their partitions have counts as well
   * @return oids in {@code pg_constraint}
   */
  public static List<Long> unchecked(Session session, Collection<Long> tables) throws SQLException {
    List<Long> keys = new ArrayList<>();
    session.query(
        UNCHECKED, row -> keys.add(row.getLong(1)), ExistingCatalog.array(session, "oid", tables));
    return keys;
  }

  /**
   * Checks keys; those that are gone or not enforced hold.
   *
   * @param session with an empty {@code search_path}
   * @param keys oids in {@code pg_constraint}
   * @return a warning for each that does not hold or cannot be checked
   */
  public static List<String> check(Session session, Collection<Long> keys) throws SQLException {
    List<Check> checks = new ArrayList<>();
    if (!keys.isEmpty()) {
      session.query(
          sql(session),
          row ->
              checks.add(
                  new Check(
                      row.getString("conname"),
                      row.getString("shown"),
                      row.getBoolean("checkable"),
                      row.getString("query"))),
          ExistingCatalog.array(session, "oid", keys));
    }
    List<String> warnings = new ArrayList<>();
    for (Check check : checks) {
      long wrong = check.possible ? Long.parseLong(session.text(check.query)) : 0;
      if (wrong > 0 || !check.possible) {
        warnings.add(check.warning(wrong));
      }
    }
    return warnings;
  }

  private static String sql(Session session) {
    return CHECKS.formatted(
        session.version().has(ServerFeature.TEMPORAL_CONSTRAINTS) ? "k.conperiod" : "false",
        session.version().has(ServerFeature.UNENFORCED_CONSTRAINTS) ? "AND k.conenforced" : "");
  }

  /** A query that counts the rows for which a key does not hold. */
  private record Check(String key, String table, boolean possible, String query) {
    String warning(long wrong) {
      String finding =
          possible
              ? "and %d rows do not satisfy it".formatted(wrong)
              : "nor could it be checked now";
      return Sql.oneLine(
          "Foreign key %s of %s was not enforced while rows were loaded, %s; correct that, or a dump of this database cannot be restored"
              .formatted(key, table, finding));
    }
  }
}
