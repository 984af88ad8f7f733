package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Foreign keys; those of partitions come with that of the partitioned table. */
final class ForeignKeys implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, c.conrelid, c.conname, c.conindid,
        pg_catalog.pg_get_constraintdef(c.oid) AS definition
      FROM pg_catalog.pg_constraint AS c
      WHERE c.contype = 'f' AND c.conparentid = 0
      ORDER BY c.conrelid, c.conname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("conrelid"));
    if (table == null || !table.isDumped()) {
      return;
    }
    String name = row.getString("conname");
    String alter = "ALTER TABLE " + (table.isPartitioned() ? "" : "ONLY ") + table.sql();
    Draft draft =
        Draft.of(
            "FK CONSTRAINT",
            table.name() + " " + name,
            table.schema(),
            table.owner(),
            alter
                + "\n    ADD CONSTRAINT "
                + Sql.identifier(name)
                + " "
                + row.getString("definition")
                + ";",
            alter + " DROP CONSTRAINT " + Sql.identifier(name) + ";");
    Node node =
        catalog.add(
            new Node(
                NodeKind.FOREIGN_KEY,
                SystemCatalog.CONSTRAINT.id(row.getLong("oid")),
                table.schema(),
                table.name() + " " + name,
                Contents.of(draft, CheckConstraints.subject(table, name))));
    node.memberOf(table.node());
    catalog.indexAttaches(row.getLong("conindid")).forEach(node::need);
    // A parallel restore would lock the indexes of all partitions in different orders.
    catalog.indexAttaches(table.oid()).forEach(node::need);
  }
}
