package dev.lifeboat.dump.globals;

import dev.lifeboat.dump.catalog.Access;
import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.dump.catalog.GrantStatements;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tablespaces that users made, with options, comments, privileges and security labels. */
final class Tablespaces {
  private static final String QUERY =
      """
      SELECT t.oid, t.spcname, pg_catalog.pg_get_userbyid(t.spcowner) AS owner,
        pg_catalog.pg_tablespace_location(t.oid) AS location, t.spcoptions,
        pg_catalog.shobj_description(t.oid, 'pg_tablespace') AS comment,
        ARRAY(SELECT 'SECURITY LABEL FOR ' || pg_catalog.quote_ident(l.provider) || ' ON TABLESPACE "'
              || pg_catalog.replace(t.spcname, '"', '""') || '" IS '
              || pg_catalog.quote_literal(l.label) || ';'
            FROM pg_catalog.pg_shseclabel AS l
            WHERE l.objoid = t.oid AND l.classoid = 'pg_catalog.pg_tablespace'::pg_catalog.regclass
            ORDER BY l.provider) AS labels
      FROM pg_catalog.pg_tablespace AS t
      WHERE t.spcname !~ '^pg_'
      ORDER BY t.spcname
      """;

  private static final String PRIVILEGES =
      """
      SELECT t.spcname, x.side, x.privilege, x.grantable,
        pg_catalog.pg_get_userbyid(x.grantor) AS grantor,
        CASE WHEN x.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(x.grantee) END AS grantee
      FROM pg_catalog.pg_tablespace AS t,
      LATERAL (
        SELECT 'actual' AS side, a.ordinality, a.grantor, a.grantee, a.privilege_type AS privilege,
          a.is_grantable AS grantable
        FROM pg_catalog.aclexplode(t.spcacl) WITH ORDINALITY AS a
        UNION ALL
        SELECT 'usual', u.ordinality, u.grantor, u.grantee, u.privilege_type, u.is_grantable
        FROM pg_catalog.aclexplode(pg_catalog.acldefault('t', t.spcowner)) WITH ORDINALITY AS u
      ) AS x
      WHERE t.spcname !~ '^pg_' AND t.spcacl IS NOT NULL
      ORDER BY t.spcname, x.side, x.ordinality
      """;

  /** A tablespace inside of the server's own directory has a relative location. */
  private static final String IN_PLACE = "pg_tblspc/";

  private Tablespaces() {}

  static List<String> read(CatalogReader source) throws SQLException {
    Map<String, Access> privileges = new LinkedHashMap<>();
    source.each(
        PRIVILEGES,
        row ->
            privileges.computeIfAbsent(row.getString("spcname"), name -> Access.empty()).add(row));
    List<String> statements = new ArrayList<>();
    source.each(QUERY, row -> add(row, privileges, statements));
    return statements;
  }

  private static void add(ResultSet row, Map<String, Access> privileges, List<String> statements)
      throws SQLException {
    String name = row.getString("spcname");
    String owner = row.getString("owner");
    String tablespace = "TABLESPACE " + Sql.identifier(name);
    statements.add(create(tablespace, owner, row.getString("location")));
    List<String> options = CatalogReader.texts(row, "spcoptions");
    if (!options.isEmpty()) {
      statements.add("ALTER " + tablespace + " SET (" + String.join(", ", options) + ");");
    }
    if (row.getString("comment") != null) {
      statements.add(
          "COMMENT ON " + tablespace + " IS " + Sql.literal(row.getString("comment")) + ";");
    }
    statements.addAll(CatalogReader.texts(row, "labels"));
    statements.addAll(
        new GrantStatements(tablespace, "", owner)
            .statements(privileges.getOrDefault(name, Access.USUAL)));
  }

  private static String create(String tablespace, String owner, String location) {
    boolean inPlace = location.isEmpty() || location.startsWith(IN_PLACE);
    return (inPlace ? "SET allow_in_place_tablespaces = on;\n" : "")
        + "CREATE "
        + tablespace
        + " OWNER "
        + Sql.identifier(owner)
        + " LOCATION "
        + Sql.literal(inPlace ? "" : location)
        + ";";
  }
}
