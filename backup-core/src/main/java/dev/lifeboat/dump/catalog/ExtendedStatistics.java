package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Extended statistics. */
final class ExtendedStatistics implements Kind {
  private static final String QUERY =
      """
      SELECT s.oid, n.nspname, s.stxname, pg_catalog.pg_get_userbyid(s.stxowner) AS owner,
        s.stxrelid, pg_catalog.pg_get_statisticsobjdef(s.oid) AS definition,
        nullif(s.stxstattarget, -1) AS target
      FROM pg_catalog.pg_statistic_ext AS s
      JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
      WHERE {user_schema n} AND {no_member pg_statistic_ext s}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation table = catalog.relation(row.getLong("stxrelid"));
    if (table == null || !table.isDumped()) {
      return;
    }
    String schema = row.getString("nspname");
    String name = row.getString("stxname");
    Subject subject = Subject.inSchema("STATISTICS", schema, name, row.getString("owner"));
    String create = row.getString("definition") + ";";
    if (row.getString("target") != null) {
      create += "\nALTER " + subject.sql() + " SET STATISTICS " + row.getString("target") + ";";
    }
    Draft draft =
        Draft.of(
            "STATISTICS", name, schema, subject.owner(), create, "DROP " + subject.sql() + ";");
    catalog
        .add(
            new Node(
                NodeKind.STATISTICS,
                SystemCatalog.STATISTIC_EXT.id(row.getLong("oid")),
                schema,
                name,
                Contents.of(draft, subject)))
        .memberOf(table.node());
  }
}
