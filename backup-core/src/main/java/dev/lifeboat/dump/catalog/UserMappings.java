package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is who on a foreign server.
 *
 * <p>The view shows the options, which may hold passwords, only to those who may see them (see page
 * "pg_user_mappings" of PostgreSQL's documentation).
 */
final class UserMappings implements Kind {
  private static final String QUERY =
      """
      SELECT m.umid, m.srvname, m.umuser, m.usename, m.umoptions,
        pg_catalog.pg_get_userbyid(s.srvowner) AS owner,
        m.umoptions IS NULL AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r
          WHERE r.rolname = current_user) AS maybe_hidden
      FROM pg_catalog.pg_user_mappings AS m
      JOIN pg_catalog.pg_foreign_server AS s ON s.oid = m.srvid
      ORDER BY m.srvname, m.usename
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    List<String> hidden = new ArrayList<>();
    source.each(QUERY, row -> add(catalog, row, hidden));
    if (!hidden.isEmpty()) {
      catalog.warn(
          ("This role cannot see whether these have options, which were left out: %s;"
                  + " back up as a superuser to have them")
              .formatted(Sql.oneLine(String.join(", ", hidden))));
    }
  }

  private static void add(Catalog catalog, ResultSet row, List<String> hidden) throws SQLException {
    String server = row.getString("srvname");
    String user = row.getString("usename");
    String tag = "USER MAPPING " + user + " SERVER " + server;
    String mapping =
        "USER MAPPING FOR "
            + (row.getLong("umuser") == 0 ? "PUBLIC" : Sql.identifier(user))
            + " SERVER "
            + Sql.identifier(server);
    if (row.getBoolean("maybe_hidden")) {
      hidden.add(mapping);
    }
    String create =
        "CREATE " + mapping + OptionList.clause(CatalogReader.texts(row, "umoptions")) + ";";
    Draft draft =
        Draft.of(
            "USER MAPPING", tag, null, row.getString("owner"), create, "DROP " + mapping + ";");
    catalog.add(
        new Node(
            NodeKind.USER_MAPPING,
            SystemCatalog.USER_MAPPING.id(row.getLong("umid")),
            "",
            tag,
            Contents.of(draft)));
  }
}
