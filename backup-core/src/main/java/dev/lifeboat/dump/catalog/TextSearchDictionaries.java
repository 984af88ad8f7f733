package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Text search dictionaries with their options. */
final class TextSearchDictionaries implements Kind {
  private static final String QUERY =
      """
      SELECT d.oid, n.nspname, d.dictname, pg_catalog.pg_get_userbyid(d.dictowner) AS owner,
        pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.tmplname) AS template,
        d.dictinitoption AS options
      FROM pg_catalog.pg_ts_dict AS d
      JOIN pg_catalog.pg_namespace AS n ON n.oid = d.dictnamespace
      JOIN pg_catalog.pg_ts_template AS t ON t.oid = d.dicttemplate
      JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.tmplnamespace
      WHERE {user_schema n} AND {no_member pg_ts_dict d}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  /** The catalog holds the options as they are written. */
  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    List<String> parameters = Parameters.of(row, "template");
    if (row.getString("options") != null) {
      parameters.add(row.getString("options"));
    }
    new NamedObject(
            NodeKind.TEXT_SEARCH_DICTIONARY,
            SystemCatalog.TS_DICT.id(row.getLong("oid")),
            "TEXT SEARCH DICTIONARY",
            row.getString("nspname"),
            row.getString("dictname"),
            row.getString("owner"))
        .addWith(catalog, parameters);
  }
}
