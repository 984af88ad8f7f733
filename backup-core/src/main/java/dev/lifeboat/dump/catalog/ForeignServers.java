package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Servers of foreign-data wrappers. */
final class ForeignServers implements Kind {
  private static final String QUERY =
      """
      SELECT s.oid, s.srvname, pg_catalog.pg_get_userbyid(s.srvowner) AS owner, w.fdwname,
        s.srvtype, s.srvversion, s.srvoptions
      FROM pg_catalog.pg_foreign_server AS s
      JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
      WHERE s.oid >= 16384 AND {no_member pg_foreign_server s}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String name = row.getString("srvname");
    Subject subject = Subject.global("SERVER", name, row.getString("owner"));
    Subject granted = Subject.global("FOREIGN SERVER", name, subject.owner());
    String create =
        "CREATE "
            + subject.sql()
            + text("TYPE", row.getString("srvtype"))
            + text("VERSION", row.getString("srvversion"))
            + " FOREIGN DATA WRAPPER "
            + Sql.identifier(row.getString("fdwname"))
            + OptionList.clause(CatalogReader.texts(row, "srvoptions"))
            + ";";
    Draft draft =
        Draft.of("SERVER", name, null, subject.owner(), create, "DROP " + subject.sql() + ";");
    catalog.add(
        new Node(
            NodeKind.FOREIGN_SERVER,
            SystemCatalog.FOREIGN_SERVER.id(row.getLong("oid")),
            "",
            name,
            (node, toc) -> {
              toc.add(node, draft);
              toc.describe(node.id(), 0, subject);
              toc.grant(node.id(), 0, granted, granted.sql());
            }));
  }

  private static String text(String keyword, String value) {
    return value == null ? "" : " " + keyword + " " + Sql.literal(value);
  }
}
