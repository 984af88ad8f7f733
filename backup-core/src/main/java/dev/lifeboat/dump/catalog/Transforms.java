package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Transforms of a type for a language, which belong to nobody. */
final class Transforms implements Kind {
  private static final String QUERY =
      """
      SELECT t.oid, pg_catalog.format_type(t.trftype, NULL) AS type,
        pg_catalog.quote_ident(l.lanname) AS language,
        nullif(t.trffromsql, 0)::pg_catalog.regprocedure::pg_catalog.text AS from_sql,
        nullif(t.trftosql, 0)::pg_catalog.regprocedure::pg_catalog.text AS to_sql
      FROM pg_catalog.pg_transform AS t
      JOIN pg_catalog.pg_language AS l ON l.oid = t.trflang
      WHERE t.oid >= 16384 AND {no_member pg_transform t}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String name =
        "TRANSFORM FOR " + row.getString("type") + " LANGUAGE " + row.getString("language");
    Subject subject = new Subject(name, name, null, "");
    List<String> functions = new ArrayList<>();
    if (row.getString("from_sql") != null) {
      functions.add("FROM SQL WITH FUNCTION " + row.getString("from_sql"));
    }
    if (row.getString("to_sql") != null) {
      functions.add("TO SQL WITH FUNCTION " + row.getString("to_sql"));
    }
    Draft draft =
        Draft.of(
            "TRANSFORM",
            name,
            null,
            "",
            "CREATE " + name + " (" + String.join(", ", functions) + ");",
            "DROP " + name + ";");
    catalog.add(
        new Node(
            NodeKind.TRANSFORM,
            SystemCatalog.TRANSFORM.id(row.getLong("oid")),
            "",
            name,
            Contents.of(draft, subject)));
  }
}
