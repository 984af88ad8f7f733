package dev.lifeboat.dump.globals;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Roles with their attributes, comments and security labels, without those that every server has.
 *
 * <p>The one that the server was made with is there on any other, though maybe by another name, so
 * that it is made only where it is missing.
 */
final class Roles {
  private static final long BOOTSTRAP = 10;

  private static final String QUERY =
      """
      SELECT r.oid, r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb,
        r.rolcanlogin, r.rolreplication, r.rolbypassrls, r.rolconnlimit, %s AS password,
        r.rolvaliduntil::pg_catalog.text AS valid_until,
        pg_catalog.shobj_description(r.oid, 'pg_authid') AS comment,
        ARRAY(SELECT 'SECURITY LABEL FOR ' || pg_catalog.quote_ident(l.provider) || ' ON ROLE "'
              || pg_catalog.replace(r.rolname, '"', '""') || '" IS '
              || pg_catalog.quote_literal(l.label) || ';'
            FROM pg_catalog.pg_shseclabel AS l
            WHERE l.objoid = r.oid AND l.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass
            ORDER BY l.provider) AS labels
      FROM pg_catalog.%s AS r
      WHERE r.rolname !~ '^pg_'
      ORDER BY r.rolname
      """;

  private Roles() {}

  static List<String> read(CatalogReader source, GlobalsScope scope) throws SQLException {
    boolean passwords = scope == GlobalsScope.WITH_PASSWORDS;
    String query =
        passwords
            ? QUERY.formatted("r.rolpassword", "pg_authid")
            : QUERY.formatted("NULL::pg_catalog.text", "pg_roles");
    List<String> statements = new ArrayList<>();
    source.each(query, row -> add(row, statements));
    return statements;
  }

  private static void add(ResultSet row, List<String> statements) throws SQLException {
    String role = "ROLE " + Sql.identifier(row.getString("rolname"));
    String create = "CREATE " + role + " WITH " + String.join(" ", attributes(row)) + ";";
    statements.add(
        row.getLong("oid") == BOOTSTRAP ? ifMissing(row.getString("rolname"), create) : create);
    if (row.getString("comment") != null) {
      statements.add("COMMENT ON " + role + " IS " + Sql.literal(row.getString("comment")) + ";");
    }
    statements.addAll(CatalogReader.texts(row, "labels"));
  }

  private static List<String> attributes(ResultSet row) throws SQLException {
    List<String> attributes = new ArrayList<>();
    attributes.add(flag(row, "rolsuper", "SUPERUSER"));
    attributes.add(flag(row, "rolinherit", "INHERIT"));
    attributes.add(flag(row, "rolcreaterole", "CREATEROLE"));
    attributes.add(flag(row, "rolcreatedb", "CREATEDB"));
    attributes.add(flag(row, "rolcanlogin", "LOGIN"));
    attributes.add(flag(row, "rolreplication", "REPLICATION"));
    attributes.add(flag(row, "rolbypassrls", "BYPASSRLS"));
    if (row.getInt("rolconnlimit") != -1) {
      attributes.add("CONNECTION LIMIT " + row.getInt("rolconnlimit"));
    }
    if (row.getString("password") != null) {
      attributes.add("PASSWORD " + Sql.literal(row.getString("password")));
    }
    if (row.getString("valid_until") != null) {
      attributes.add("VALID UNTIL " + Sql.literal(row.getString("valid_until")));
    }
    return attributes;
  }

  private static String flag(ResultSet row, String column, String word) throws SQLException {
    return (row.getBoolean(column) ? "" : "NO") + word;
  }

  private static String ifMissing(String role, String create) {
    String body =
        "BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = "
            + Sql.literal(role)
            + ") THEN\n    "
            + create
            + "\n  END IF;\nEND";
    return "DO " + Sql.literal(body) + ";";
  }
}
