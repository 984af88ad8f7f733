package dev.lifeboat.dump.catalog;

/** Queries for what a dump does not hold and that is no object of its own. */
final class UndumpedProperties {
  /**
   * Whatever an extension or initdb set up and somebody changed, and states of objects that their
   * definition does not tell.
   */
  static final String QUERY =
      """
      SELECT 'security label' AS kind,
        coalesce(l.objtype || ' ' || l.objname, 'unnamed') AS name
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

  private UndumpedProperties() {}
}
