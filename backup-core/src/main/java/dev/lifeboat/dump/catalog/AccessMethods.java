package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Access methods of tables and indexes, which belong to nobody. */
final class AccessMethods implements Kind {
  private static final String QUERY =
      """
      SELECT a.oid, a.amname, a.amtype, a.amhandler::pg_catalog.text AS handler
      FROM pg_catalog.pg_am AS a
      WHERE a.oid >= 16384 AND {no_member pg_am a}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    NamedObject method =
        new NamedObject(
            NodeKind.ACCESS_METHOD,
            SystemCatalog.AM.id(row.getLong("oid")),
            "ACCESS METHOD",
            null,
            row.getString("amname"),
            "");
    method.add(
        catalog,
        "CREATE "
            + method.subject().sql()
            + (CatalogReader.letter(row, "amtype") == 't' ? " TYPE TABLE" : " TYPE INDEX")
            + " HANDLER "
            + row.getString("handler")
            + ";");
  }
}
