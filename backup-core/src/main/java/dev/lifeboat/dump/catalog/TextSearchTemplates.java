package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Text search templates, which belong to nobody. */
final class TextSearchTemplates implements Kind {
  private static final String QUERY =
      """
      SELECT t.oid, n.nspname, t.tmplname, nullif(t.tmplinit::pg_catalog.text, '-') AS init,
        t.tmpllexize::pg_catalog.text AS lexize
      FROM pg_catalog.pg_ts_template AS t
      JOIN pg_catalog.pg_namespace AS n ON n.oid = t.tmplnamespace
      WHERE {user_schema n} AND {no_member pg_ts_template t}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    new NamedObject(
            NodeKind.TEXT_SEARCH_TEMPLATE,
            SystemCatalog.TS_TEMPLATE.id(row.getLong("oid")),
            "TEXT SEARCH TEMPLATE",
            row.getString("nspname"),
            row.getString("tmplname"),
            "")
        .addWith(catalog, Parameters.of(row, "init", "lexize"));
  }
}
