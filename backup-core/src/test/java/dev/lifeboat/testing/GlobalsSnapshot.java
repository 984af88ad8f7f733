package dev.lifeboat.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that belongs to a whole server, by names instead of OIDs and with every column of the shared
 * catalogs, to compare two servers. It shares no code with what dumps globals.
 */
public final class GlobalsSnapshot {
  /**
   * Rows as JSON, each catalog with its OIDs replaced by names; what initdb makes is left out, and
   * who granted a membership before version 16, where it is a note without effect.
   */
  private static final Map<String, String> QUERIES =
      new TreeMap<>(
          Map.of(
              "pg_authid",
              """
              SELECT to_jsonb(c) - 'oid' || jsonb_build_object('valid', c.rolvaliduntil AT TIME ZONE 'UTC')
              FROM pg_authid c WHERE c.rolname !~ '^pg_'
              """,
              "pg_auth_members",
              """
              SELECT to_jsonb(c) - 'oid' - 'roleid' - 'member' - 'grantor' || jsonb_build_object(
                'role', c.roleid::regrole, 'member', c.member::regrole, 'grantor',
                CASE WHEN current_setting('server_version_num')::int >= 160000 THEN c.grantor::regrole END)
              FROM pg_auth_members c
              """,
              "pg_db_role_setting",
              """
              SELECT jsonb_build_object('role', c.setrole::regrole, 'setting', c.setconfig)
              FROM pg_db_role_setting c WHERE c.setdatabase = 0
              """,
              "pg_tablespace",
              """
              SELECT to_jsonb(c) - 'oid' - 'spcowner' - 'spcacl' || jsonb_build_object(
                'owner', c.spcowner::regrole,
                'location', regexp_replace(pg_tablespace_location(c.oid), '^pg_tblspc/.*', ''),
                'acl', (SELECT jsonb_agg(a ORDER BY a::text) FROM (
                  SELECT x.grantor::regrole, x.grantee::regrole, x.privilege_type, x.is_grantable
                  FROM aclexplode(coalesce(c.spcacl, acldefault('t', c.spcowner))) x) a))
              FROM pg_tablespace c
              """,
              "pg_shdescription",
              """
              SELECT jsonb_build_object('object', i.identity, 'text', c.description)
              FROM pg_shdescription c, pg_identify_object(c.classoid, c.objoid, 0) i
              WHERE c.classoid <> 'pg_database'::regclass
              """,
              "pg_shseclabel",
              """
              SELECT jsonb_build_object('object', i.identity, 'label', c.label, 'by', c.provider)
              FROM pg_shseclabel c, pg_identify_object(c.classoid, c.objoid, 0) i
              WHERE c.classoid <> 'pg_database'::regclass
              """));

  private static final String PARAMETERS =
      """
      SELECT jsonb_build_object('parameter', c.parname, 'grantor', x.grantor::regrole,
        'grantee', x.grantee::regrole, 'privilege', x.privilege_type, 'grantable', x.is_grantable)
      FROM pg_parameter_acl c, aclexplode(c.paracl) x
      """;

  private GlobalsSnapshot() {}

  /** What a server holds, sorted. */
  public static List<String> of(TestPostgres server) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.admin().connect();
        Statement statement = connection.createStatement()) {
      QUERIES.forEach((catalog, query) -> read(statement, catalog, query, rows));
      if (server.major() >= 15) {
        read(statement, "pg_parameter_acl", PARAMETERS, rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    rows.sort(null);
    return rows;
  }

  private static void read(Statement statement, String catalog, String query, List<String> rows) {
    try (ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.add(catalog + " " + found.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
