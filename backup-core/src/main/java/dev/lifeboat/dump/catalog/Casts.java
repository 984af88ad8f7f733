package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Casts between types. */
final class Casts implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, pg_catalog.format_type(c.castsource, NULL) AS source,
        pg_catalog.format_type(c.casttarget, NULL) AS target, c.castcontext, c.castmethod,
        CASE WHEN c.castfunc <> 0 THEN c.castfunc::pg_catalog.regprocedure::pg_catalog.text END AS function
      FROM pg_catalog.pg_cast AS c
      WHERE c.oid >= 16384 AND {no_member pg_cast c}
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.objid = c.oid
            AND d.deptype = 'i')
      """;

  /**
   * Implicit casts without a function, which make the function of another fit its types; before
   * version 16 the server does not note that.
   */
  private static final String COERCIONS =
      """
      SELECT c.oid, b.oid AS coercion
      FROM pg_catalog.pg_cast AS c
      JOIN pg_catalog.pg_proc AS p ON p.oid = c.castfunc
      JOIN pg_catalog.pg_cast AS b ON b.castmethod = 'b' AND b.castcontext = 'i'
        AND ((b.castsource = p.prorettype AND b.casttarget = c.casttarget)
          OR (b.castsource = c.castsource AND b.casttarget = p.proargtypes[0]))
      WHERE c.oid >= 16384 AND b.oid >= 16384
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
    source.each(COERCIONS, row -> addNeed(catalog, row));
  }

  private static void addNeed(Catalog catalog, ResultSet row) throws SQLException {
    Node cast = catalog.find(SystemCatalog.CAST.id(row.getLong("oid")));
    Node coercion = catalog.find(SystemCatalog.CAST.id(row.getLong("coercion")));
    if (cast != null && coercion != null) {
      cast.need(coercion);
    }
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String types = "(" + row.getString("source") + " AS " + row.getString("target") + ")";
    Subject subject = new Subject("CAST " + types, "CAST " + types, null, "");
    Draft draft =
        Draft.of(
            "CAST",
            subject.tag(),
            null,
            "",
            "CREATE CAST " + types + " " + method(row) + context(row) + ";",
            "DROP CAST " + types + ";");
    catalog.add(
        new Node(
            NodeKind.CAST,
            SystemCatalog.CAST.id(row.getLong("oid")),
            "",
            types,
            Contents.of(draft, subject)));
  }

  private static String method(ResultSet row) throws SQLException {
    return switch (CatalogReader.letter(row, "castmethod")) {
      case 'f' -> "WITH FUNCTION " + row.getString("function");
      case 'i' -> "WITH INOUT";
      default -> "WITHOUT FUNCTION";
    };
  }

  private static String context(ResultSet row) throws SQLException {
    return switch (CatalogReader.letter(row, "castcontext")) {
      case 'a' -> " AS ASSIGNMENT";
      case 'i' -> " AS IMPLICIT";
      default -> "";
    };
  }
}
