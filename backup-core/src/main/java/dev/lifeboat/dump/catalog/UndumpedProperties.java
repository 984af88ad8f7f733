package dev.lifeboat.dump.catalog;

/** Queries for what a dump does not hold and that is no object of its own. */
final class UndumpedProperties {
  /**
   * States of objects that their definition does not tell, owners, and what was removed. Users
   * choose the numbers of large objects, so a low one does not make it the system's.
   */
  static final String QUERY =
      """
      SELECT 'disabled foreign key trigger' AS kind,
        c.conname || ' on ' || t.tgrelid::pg_catalog.regclass::pg_catalog.text AS name
      FROM pg_catalog.pg_trigger AS t
      JOIN pg_catalog.pg_constraint AS c ON c.oid = t.tgconstraint AND c.contype = 'f'
      WHERE t.tgenabled <> 'O'
      UNION ALL
      SELECT 'owner of ' || i.type, i.identity
      FROM pg_catalog.pg_shdepend AS d
      JOIN pg_catalog.pg_database AS b ON b.oid = d.dbid
      LEFT JOIN pg_catalog.pg_depend AS m ON m.classid = d.classid AND m.objid = d.objid
        AND m.objsubid = 0 AND m.deptype = 'e'
      LEFT JOIN pg_catalog.pg_extension AS e ON e.oid = m.refobjid
      CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) AS i
      WHERE d.deptype = 'o' AND b.datname = pg_catalog.current_database()
        AND (d.objid < 16384 OR e.extowner <> d.refobjid)
        AND d.classid <> 'pg_catalog.pg_largeobject'::pg_catalog.regclass
        AND NOT (d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
          AND i.identity = 'public')
      UNION ALL
      SELECT 'removal of what a new database has', 'schema public'
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'public')
      UNION ALL
      SELECT 'removal of what a new database has', 'extension plpgsql'
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_extension AS e WHERE e.extname = 'plpgsql')
      """;

  private UndumpedProperties() {}
}
