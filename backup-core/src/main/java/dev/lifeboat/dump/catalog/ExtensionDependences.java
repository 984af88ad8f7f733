package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What goes when an extension goes without being a member of it: functions, indexes, triggers and
 * materialized views of which {@code ALTER … DEPENDS ON EXTENSION} was said.
 */
final class ExtensionDependences implements Kind {
  private static final String QUERY =
      """
      SELECT d.classid, d.objid, e.extname, i.type, i.identity
      FROM pg_catalog.pg_depend AS d
      JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
      CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) AS i
      WHERE d.deptype = 'x' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
      ORDER BY d.classid, d.objid, e.extname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Node node = catalog.find(new CatalogId(row.getLong("classid"), row.getLong("objid")));
    if (node != null && node.kind() != NodeKind.EXTENSION) {
      node.amend(
          "ALTER %s %s DEPENDS ON EXTENSION %s;"
              .formatted(
                  row.getString("type").toUpperCase(Locale.ROOT),
                  row.getString("identity"),
                  Sql.identifier(row.getString("extname"))));
    }
  }
}
