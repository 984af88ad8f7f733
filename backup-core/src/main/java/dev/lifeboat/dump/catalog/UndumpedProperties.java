package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Queries for what a dump does not hold and that is no object of its own. */
final class UndumpedProperties {
  /**
   * Whatever an extension or initdb set up and somebody changed, what belongs to the database as a
   * whole, and states of objects that their definition does not tell.
   */
  static final String QUERY =
      """
      SELECT 'subscription' AS kind, s.subname::pg_catalog.text AS name
      FROM pg_catalog.pg_subscription AS s
      JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
      WHERE d.datname = pg_catalog.current_database()
      UNION ALL
      SELECT 'user mapping', coalesce(m.usename, 'public') || ' on ' || m.srvname
      FROM pg_catalog.pg_user_mappings AS m
      UNION ALL
      SELECT 'database property', p.name
      FROM pg_catalog.pg_database AS d, LATERAL (VALUES
        ('comment', pg_catalog.shobj_description(d.oid, 'pg_database') IS NOT NULL),
        ('privileges', d.datacl IS NOT NULL
          AND d.datacl <> pg_catalog.acldefault('d', d.datdba)),
        ('connection limit', d.datconnlimit <> -1)) AS p(name, present)
      WHERE d.datname = pg_catalog.current_database() AND p.present
      UNION ALL
      SELECT 'database property', 'settings'
        || CASE WHEN s.setrole = 0 THEN '' ELSE ' of ' || pg_catalog.pg_get_userbyid(s.setrole) END
      FROM pg_catalog.pg_db_role_setting AS s
      JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
      WHERE d.datname = pg_catalog.current_database()
      UNION ALL
      SELECT 'security label', l.objtype || ' ' || l.objname
      FROM pg_catalog.pg_seclabels AS l
      WHERE l.objtype = 'database'
        AND l.objname = pg_catalog.quote_ident(pg_catalog.current_database())
      UNION ALL
      SELECT 'disabled foreign key trigger', c.conname || ' on ' || t.tgrelid::pg_catalog.regclass::pg_catalog.text
      FROM pg_catalog.pg_trigger AS t
      JOIN pg_catalog.pg_constraint AS c ON c.oid = t.tgconstraint AND c.contype = 'f'
      WHERE t.tgenabled <> 'O'
      UNION ALL
      SELECT 'DEPENDS ON EXTENSION', pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
      FROM pg_catalog.pg_depend AS d
      WHERE d.deptype = 'x'
      """;

  private static final String CONFIGURATION =
      """
      SELECT n.nspname, c.relname, coalesce(k.condition, '') AS condition
      FROM pg_catalog.pg_extension AS e,
        LATERAL ROWS FROM (pg_catalog.unnest(e.extconfig), pg_catalog.unnest(e.extcondition))
          AS k(oid, condition)
      JOIN pg_catalog.pg_class AS c ON c.oid = k.oid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = ANY (?::pg_catalog."char"[])
        AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        AND NOT pg_catalog.row_security_active(c.oid)
      """;

  private UndumpedProperties() {}

  /**
   * A query for the configuration tables or sequences of extensions in which a user put something,
   * or an empty text where there are none.
   *
   * @param kind {@code rows} or {@code values}
   */
  static String configuration(CatalogReader source, String kind) throws SQLException {
    List<String> queries = new ArrayList<>();
    boolean rows = kind.equals("rows");
    source.each(
        CONFIGURATION,
        row -> {
          String table = Sql.qualified(row.getString("nspname"), row.getString("relname"));
          String condition = rows ? row.getString("condition") : "WHERE is_called";
          queries.add(
              "SELECT %s WHERE EXISTS (SELECT FROM %s %s)"
                  .formatted(Sql.literal(table), table, condition));
        },
        rows ? "{r,p}" : "{S}");
    return String.join(" UNION ALL ", queries);
  }
}
