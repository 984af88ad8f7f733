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
      SELECT 'security label', coalesce(l.objtype || ' ' || l.objname, 'unnamed')
      FROM pg_catalog.pg_seclabels AS l
      WHERE l.objtype NOT IN ('role', 'tablespace')
        AND (l.objtype <> 'database' OR l.objname = pg_catalog.quote_ident(pg_catalog.current_database()))
      UNION ALL
      SELECT 'disabled foreign key trigger', c.conname || ' on ' || t.tgrelid::pg_catalog.regclass::pg_catalog.text
      FROM pg_catalog.pg_trigger AS t
      JOIN pg_catalog.pg_constraint AS c ON c.oid = t.tgconstraint AND c.contype = 'f'
      WHERE t.tgenabled <> 'O'
      UNION ALL
      SELECT 'DEPENDS ON EXTENSION', pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
      FROM pg_catalog.pg_depend AS d
      WHERE d.deptype = 'x'
      UNION ALL
      SELECT 'changed privileges', pg_catalog.pg_describe_object(o.catalog, o.oid, o.number)
      FROM (
        SELECT c.tableoid AS catalog, c.oid, 0 AS number, c.relacl AS acl, c.relnamespace AS schema
        FROM pg_catalog.pg_class AS c
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum, a.attacl,
          r.relnamespace
        FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS r ON r.oid = a.attrelid
        UNION ALL
        SELECT p.tableoid, p.oid, 0, p.proacl, p.pronamespace FROM pg_catalog.pg_proc AS p
        UNION ALL
        SELECT t.tableoid, t.oid, 0, t.typacl, t.typnamespace FROM pg_catalog.pg_type AS t
        UNION ALL
        SELECT l.tableoid, l.oid, 0, l.lanacl, 0 FROM pg_catalog.pg_language AS l
        UNION ALL
        SELECT w.tableoid, w.oid, 0, w.fdwacl, 0 FROM pg_catalog.pg_foreign_data_wrapper AS w
        UNION ALL
        SELECT s.tableoid, s.oid, 0, s.srvacl, 0 FROM pg_catalog.pg_foreign_server AS s
        UNION ALL
        SELECT n.tableoid, n.oid, 0, n.nspacl, n.oid FROM pg_catalog.pg_namespace AS n
        WHERE n.nspname <> 'public'
      ) AS o
      LEFT JOIN pg_catalog.pg_init_privs AS i
        ON i.classoid = o.catalog AND i.objoid = o.oid AND i.objsubid = o.number
      WHERE (o.oid < 16384 OR EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = o.catalog AND d.objid = o.oid AND d.deptype = 'e'))
        AND o.schema <> 'information_schema'::pg_catalog.regnamespace
        AND coalesce(o.acl, '{}') <> coalesce(i.initprivs, '{}')
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
