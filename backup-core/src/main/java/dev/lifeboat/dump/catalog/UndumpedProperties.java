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
      WHERE l.objtype = 'database'
        AND l.objname = pg_catalog.quote_ident(pg_catalog.current_database())
      UNION ALL
      SELECT 'disabled foreign key trigger', c.conname || ' on ' || t.tgrelid::pg_catalog.regclass::pg_catalog.text
      FROM pg_catalog.pg_trigger AS t
      JOIN pg_catalog.pg_constraint AS c ON c.oid = t.tgconstraint AND c.contype = 'f'
      WHERE t.tgenabled <> 'O'
      """;

  private UndumpedProperties() {}
}
