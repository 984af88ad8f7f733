package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Rewrite rules, but for the queries of views. */
final class Rules implements Kind {
  private static final String QUERY =
      """
      SELECT r.oid, r.ev_class, r.rulename, r.ev_enabled,
        pg_catalog.pg_get_ruledef(r.oid) AS definition
      FROM pg_catalog.pg_rewrite AS r
      WHERE r.rulename <> '_RETURN' AND r.oid >= 16384
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("ev_class"));
    if (table == null || !table.isDumped()) {
      return;
    }
    String name = row.getString("rulename");
    String create = row.getString("definition");
    char state = CatalogReader.letter(row, "ev_enabled");
    if (state != 'O') {
      create += "\n" + TableMembers.firing(table, "RULE", name, state);
    }
    TableMembers.add(
        catalog,
        NodeKind.RULE,
        SystemCatalog.REWRITE.id(row.getLong("oid")),
        table,
        "RULE",
        name,
        create);
  }
}
