package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Range types; the multirange type that goes with each is made and named with it. */
final class RangeTypes implements Kind {
  private static final String QUERY =
      "SELECT "
          + TypeNodes.COLUMNS
          + """
          , pg_catalog.format_type(r.rngsubtype, NULL) AS subtype,
            CASE WHEN NOT opc.opcdefault
              THEN pg_catalog.quote_ident(opn.nspname) || '.' || pg_catalog.quote_ident(opc.opcname)
            END AS subtype_opclass,
            CASE WHEN r.rngcollation <> st.typcollation
              THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
            END AS collation,
            CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::pg_catalog.text END AS canonical,
            CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::pg_catalog.text END AS subtype_diff,
            {if MULTIRANGES: mt.oid else NULL} AS multirange_oid,
            {if MULTIRANGES: mn.nspname else NULL} AS multirange_schema,
            {if MULTIRANGES: mt.typname else NULL} AS multirange
          FROM\s"""
          + TypeNodes.FROM
          + """

          JOIN pg_catalog.pg_range AS r ON r.rngtypid = t.oid
          JOIN pg_catalog.pg_type AS st ON st.oid = r.rngsubtype
          JOIN pg_catalog.pg_opclass AS opc ON opc.oid = r.rngsubopc
          JOIN pg_catalog.pg_namespace AS opn ON opn.oid = opc.opcnamespace
          LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = r.rngcollation
          LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
          {if MULTIRANGES: LEFT JOIN pg_catalog.pg_type AS mt ON mt.oid = r.rngmultitypid
          LEFT JOIN pg_catalog.pg_namespace AS mn ON mn.oid = mt.typnamespace else }
          WHERE t.typtype = 'r' AND\s"""
          + TypeNodes.WHERE;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String create =
        "CREATE TYPE "
            + TypeNodes.name(row)
            + " AS RANGE (\n    "
            + String.join(",\n    ", parameters(row))
            + "\n);";
    if (row.getLong("multirange_oid") == 0) {
      TypeNodes.add(catalog, row, "TYPE", create);
      return;
    }
    CatalogId multirange = SystemCatalog.TYPE.id(row.getLong("multirange_oid"));
    Subject subject =
        Subject.inSchema(
            "TYPE",
            row.getString("multirange_schema"),
            row.getString("multirange"),
            row.getString("owner"));
    Node type =
        TypeNodes.add(
            catalog, row, "TYPE", create, (node, toc) -> toc.describe(multirange, 0, subject));
    catalog.alias(multirange, type.id());
  }

  private static List<String> parameters(ResultSet row) throws SQLException {
    List<String> parameters = new ArrayList<>();
    parameters.add("subtype = " + row.getString("subtype"));
    if (row.getString("multirange") != null) {
      parameters.add(
          "multirange_type_name = "
              + Sql.qualified(row.getString("multirange_schema"), row.getString("multirange")));
    }
    for (String name : List.of("subtype_opclass", "collation", "canonical", "subtype_diff")) {
      if (row.getString(name) != null) {
        parameters.add(name + " = " + row.getString(name));
      }
    }
    return parameters;
  }
}
