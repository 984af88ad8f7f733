package dev.lifeboat.dump.catalog;

/** Queries for what a dump does not hold and that is no object of its own. */
final class UndumpedProperties {
  /** States of objects that their definition does not tell. */
  static final String QUERY =
      """
      SELECT 'disabled foreign key trigger' AS kind,
        c.conname || ' on ' || t.tgrelid::pg_catalog.regclass::pg_catalog.text AS name
      FROM pg_catalog.pg_trigger AS t
      JOIN pg_catalog.pg_constraint AS c ON c.oid = t.tgconstraint AND c.contype = 'f'
      WHERE t.tgenabled <> 'O'
      """;

  private UndumpedProperties() {}
}
