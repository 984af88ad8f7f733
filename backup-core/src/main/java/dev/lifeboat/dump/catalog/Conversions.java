package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Conversions between encodings. */
final class Conversions implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, c.conname, pg_catalog.pg_get_userbyid(c.conowner) AS owner,
        pg_catalog.pg_encoding_to_char(c.conforencoding) AS source,
        pg_catalog.pg_encoding_to_char(c.contoencoding) AS target,
        c.conproc::pg_catalog.text AS function, c.condefault
      FROM pg_catalog.pg_conversion AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
      WHERE {user_schema n} AND {no_member pg_conversion c}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    NamedObject conversion =
        new NamedObject(
            NodeKind.CONVERSION,
            SystemCatalog.CONVERSION.id(row.getLong("oid")),
            "CONVERSION",
            row.getString("nspname"),
            row.getString("conname"),
            row.getString("owner"));
    conversion.add(
        catalog,
        (row.getBoolean("condefault") ? "CREATE DEFAULT " : "CREATE ")
            + conversion.subject().sql()
            + " FOR "
            + Sql.literal(row.getString("source"))
            + " TO "
            + Sql.literal(row.getString("target"))
            + " FROM "
            + row.getString("function")
            + ";");
  }
}
