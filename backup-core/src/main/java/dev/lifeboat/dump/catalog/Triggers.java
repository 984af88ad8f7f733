package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Triggers; those of partitions come with that of the partitioned table, but for when they fire.
 */
final class Triggers implements Kind {
  private static final String QUERY =
      """
      SELECT t.oid, t.tgrelid, t.tgname, t.tgenabled, t.tgparentid,
        pg_catalog.pg_get_triggerdef(t.oid) AS definition
      FROM pg_catalog.pg_trigger AS t
      LEFT JOIN pg_catalog.pg_trigger AS p ON p.oid = t.tgparentid
      WHERE (t.tgparentid = 0 AND NOT t.tgisinternal)
        OR (t.tgenabled <> p.tgenabled
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS c
            WHERE c.oid = t.tgconstraint AND c.contype = 'f'))
      ORDER BY t.tgparentid, t.oid
      """;

  private static final String CLONES =
      """
      SELECT t.oid, t.tgparentid
      FROM pg_catalog.pg_trigger AS t
      WHERE t.tgparentid <> 0
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS c
          WHERE c.oid = t.tgconstraint AND c.contype = 'f')
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(
        CLONES,
        row ->
            catalog.alias(
                SystemCatalog.TRIGGER.id(row.getLong("oid")),
                SystemCatalog.TRIGGER.id(row.getLong("tgparentid"))));
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("tgrelid"));
    if (table == null || !table.isDumped()) {
      return;
    }
    String name = row.getString("tgname");
    char state = CatalogReader.letter(row, "tgenabled");
    String firing = TableMembers.firing(table, "TRIGGER", name, state);
    CatalogId id = SystemCatalog.TRIGGER.id(row.getLong("oid"));
    long parent = row.getLong("tgparentid");
    String create = row.getString("definition") + ";" + (state == 'O' ? "" : "\n" + firing);
    Node trigger =
        TableMembers.add(
            catalog, NodeKind.TRIGGER, id, table, "TRIGGER", name, parent == 0 ? create : firing);
    Node cloned = catalog.find(SystemCatalog.TRIGGER.id(parent));
    if (cloned != null) {
      trigger.need(cloned);
    }
  }
}
