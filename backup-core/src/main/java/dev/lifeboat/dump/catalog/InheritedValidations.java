package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Constraints of children that are valid while those of their parents, which they come from, are
 * not: a child that is made after the constraint holds it from its first row on. A restore adds the
 * constraint to parent and children at once, not valid, so that the child's must be validated.
 */
final class InheritedValidations implements Kind {
  /**
   * Begins with the few constraints that are not valid. Without statistics the server would begin
   * with the children, and look at all foreign keys of a partitioned table for each partition.
   */
  private static final String QUERY =
      """
      WITH p AS MATERIALIZED (
        SELECT k.oid, k.conrelid, k.conname, k.contype FROM pg_catalog.pg_constraint AS k
        WHERE k.contype IN ('c', 'n') AND NOT k.convalidated)
      SELECT c.oid, c.conrelid, c.conname, c.convalidated, p.oid AS parent,
        CASE WHEN c.contype = 'n' THEN c.conkey[1] ELSE 0 END AS not_null
      FROM p
      JOIN pg_catalog.pg_inherits AS i ON i.inhparent = p.conrelid
      CROSS JOIN LATERAL (
        SELECT k.* FROM pg_catalog.pg_constraint AS k
        WHERE k.conrelid = i.inhrelid AND k.conname = p.conname AND k.contype = p.contype
          AND NOT k.conislocal
        OFFSET 0) AS c
      ORDER BY c.conrelid, c.conname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("conrelid"));
    if (table == null
        || !table.isDumped()
        || table.isPartition()
        || isMadeWith(catalog, table, row.getInt("not_null"))) {
      return;
    }
    CatalogId id = SystemCatalog.CONSTRAINT.id(row.getLong("oid"));
    CatalogId parent = SystemCatalog.CONSTRAINT.id(row.getLong("parent"));
    if (row.getBoolean("convalidated")) {
      addValidation(catalog, table, row.getString("conname"), parent);
    } else if (!catalog.knows(id)) {
      catalog.alias(id, parent);
    }
  }

  private static boolean isMadeWith(Catalog catalog, Relation table, int notNull) {
    return notNull != 0
        && new InheritedNotNulls(catalog)
            .isMadeWith(table, table.column(notNull), table.notNulls().get(notNull));
  }

  private static void addValidation(
      Catalog catalog, Relation table, String name, CatalogId parent) {
    Node node =
        new Node(
            NodeKind.UNVALIDATED_CONSTRAINT,
            CatalogId.NONE,
            table.schema(),
            table.name() + " " + name,
            Contents.of(
                Draft.of(
                    "CHECK CONSTRAINT",
                    table.name() + " " + name,
                    table.schema(),
                    table.owner(),
                    "ALTER TABLE "
                        + table.sql()
                        + " VALIDATE CONSTRAINT "
                        + Sql.identifier(name)
                        + ";",
                    "")));
    node.memberOf(table.node());
    Node added = catalog.find(parent);
    if (added != null) {
      node.need(added);
    }
    catalog.addUnlisted(node);
  }
}
