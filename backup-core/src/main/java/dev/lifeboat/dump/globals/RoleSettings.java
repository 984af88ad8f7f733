package dev.lifeboat.dump.globals;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.dump.catalog.SettingClause;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Settings that roles have in all databases; those in one go with that database. */
final class RoleSettings {
  private static final String QUERY =
      """
      SELECT r.rolname, u.setting
      FROM pg_catalog.pg_db_role_setting AS s
      LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole,
      pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS u(setting, number)
      WHERE s.setdatabase = 0 AND (s.setrole = 0 OR r.oid IS NOT NULL)
      ORDER BY r.rolname NULLS FIRST, u.number
      """;

  private RoleSettings() {}

  static List<String> read(CatalogReader source) throws SQLException {
    List<String> statements = new ArrayList<>();
    source.each(QUERY, row -> statements.add(statement(row)));
    return statements;
  }

  private static String statement(ResultSet row) throws SQLException {
    String role = row.getString("rolname");
    return "ALTER ROLE "
        + (role == null ? "ALL" : Sql.identifier(role))
        + " "
        + SettingClause.of(row.getString("setting"))
        + ";";
  }
}
