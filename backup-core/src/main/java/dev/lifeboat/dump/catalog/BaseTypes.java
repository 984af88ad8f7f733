package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Base types, which functions read and write. */
final class BaseTypes implements Kind {
  private static final String QUERY =
      "SELECT "
          + TypeNodes.COLUMNS
          + """
          , CASE WHEN t.typlen = -1 THEN 'variable' ELSE t.typlen::pg_catalog.text END AS internallength,
            t.typinput::pg_catalog.text AS input, t.typoutput::pg_catalog.text AS output,
            nullif(t.typreceive::pg_catalog.text, '-') AS receive,
            nullif(t.typsend::pg_catalog.text, '-') AS send,
            nullif(t.typmodin::pg_catalog.text, '-') AS typmod_in,
            nullif(t.typmodout::pg_catalog.text, '-') AS typmod_out,
            nullif(t.typanalyze::pg_catalog.text, '-') AS analyze,
            {if TYPE_SUBSCRIPTS: nullif(t.typsubscript::pg_catalog.text, '-') else NULL} AS subscript,
            CASE WHEN t.typcollation <> 0 THEN 'true' END AS collatable,
            t.typdefault, t.typdelim, t.typcategory, t.typbyval,
            CASE WHEN t.typelem <> 0 THEN pg_catalog.format_type(t.typelem, NULL) END AS element,
            CASE WHEN t.typispreferred THEN 'true' END AS preferred,
            CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4'
              ELSE 'double' END AS alignment,
            CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'
              WHEN 'x' THEN 'extended' ELSE 'main' END AS storage
          FROM\s"""
          + TypeNodes.FROM
          + """

          WHERE t.typtype = 'b' AND t.typisdefined
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS e WHERE e.typarray = t.oid)
            AND\s"""
          + TypeNodes.WHERE;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(
        QUERY,
        row ->
            TypeNodes.add(
                catalog,
                row,
                "TYPE",
                "CREATE TYPE "
                    + TypeNodes.name(row)
                    + " (\n    "
                    + String.join(",\n    ", parameters(row))
                    + "\n);"));
  }

  private static List<String> parameters(ResultSet row) throws SQLException {
    List<String> parameters =
        new ArrayList<>(
            Parameters.of(
                row,
                "internallength",
                "input",
                "output",
                "receive",
                "send",
                "typmod_in",
                "typmod_out",
                "analyze",
                "subscript",
                "collatable",
                "element",
                "preferred",
                "alignment",
                "storage"));
    parameters.add("category = " + Sql.literal(row.getString("typcategory")));
    parameters.add("delimiter = " + Sql.literal(row.getString("typdelim")));
    if (row.getString("typdefault") != null) {
      parameters.add("default = " + Sql.literal(row.getString("typdefault")));
    }
    if (row.getBoolean("typbyval")) {
      parameters.add("passedbyvalue");
    }
    return parameters;
  }
}
