package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Foreign-data wrappers. */
final class ForeignDataWrappers implements Kind {
  private static final String QUERY =
      """
      SELECT w.oid, w.fdwname, pg_catalog.pg_get_userbyid(w.fdwowner) AS owner, w.fdwoptions,
        pg_catalog.quote_ident(hn.nspname) || '.' || pg_catalog.quote_ident(h.proname) AS handler,
        pg_catalog.quote_ident(vn.nspname) || '.' || pg_catalog.quote_ident(v.proname) AS validator
      FROM pg_catalog.pg_foreign_data_wrapper AS w
      LEFT JOIN pg_catalog.pg_proc AS h ON h.oid = w.fdwhandler
      LEFT JOIN pg_catalog.pg_namespace AS hn ON hn.oid = h.pronamespace
      LEFT JOIN pg_catalog.pg_proc AS v ON v.oid = w.fdwvalidator
      LEFT JOIN pg_catalog.pg_namespace AS vn ON vn.oid = v.pronamespace
      WHERE w.oid >= 16384 AND {no_member pg_foreign_data_wrapper w}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String name = row.getString("fdwname");
    Subject subject = Subject.global("FOREIGN DATA WRAPPER", name, row.getString("owner"));
    String create =
        "CREATE "
            + subject.sql()
            + function("HANDLER", row.getString("handler"))
            + function("VALIDATOR", row.getString("validator"))
            + OptionList.clause(CatalogReader.texts(row, "fdwoptions"))
            + ";";
    Draft draft =
        Draft.of(
            "FOREIGN DATA WRAPPER",
            name,
            null,
            subject.owner(),
            create,
            "DROP " + subject.sql() + ";");
    catalog.add(
        new Node(
            NodeKind.FOREIGN_DATA_WRAPPER,
            SystemCatalog.FOREIGN_DATA_WRAPPER.id(row.getLong("oid")),
            "",
            name,
            Contents.of(draft, subject, subject.sql())));
  }

  private static String function(String role, String name) {
    return name == null ? "" : " " + role + " " + name;
  }
}
