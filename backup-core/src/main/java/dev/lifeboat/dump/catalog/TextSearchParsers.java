package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Text search parsers, which belong to nobody. */
final class TextSearchParsers implements Kind {
  private static final String QUERY =
      """
      SELECT p.oid, n.nspname, p.prsname, p.prsstart::pg_catalog.text AS start,
        p.prstoken::pg_catalog.text AS gettoken, p.prsend::pg_catalog.text AS "end",
        nullif(p.prsheadline::pg_catalog.text, '-') AS headline,
        p.prslextype::pg_catalog.text AS lextypes
      FROM pg_catalog.pg_ts_parser AS p
      JOIN pg_catalog.pg_namespace AS n ON n.oid = p.prsnamespace
      WHERE {user_schema n} AND {no_member pg_ts_parser p}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    new NamedObject(
            NodeKind.TEXT_SEARCH_PARSER,
            SystemCatalog.TS_PARSER.id(row.getLong("oid")),
            "TEXT SEARCH PARSER",
            row.getString("nspname"),
            row.getString("prsname"),
            "")
        .addWith(catalog, Parameters.of(row, "start", "gettoken", "end", "headline", "lextypes"));
  }
}
