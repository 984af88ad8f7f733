package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Settings that sessions of this database start with, for all roles or for one. */
final class DatabaseSettings {
  private static final String QUERY =
      """
      SELECT d.datname, r.rolname, u.setting
      FROM pg_catalog.pg_db_role_setting AS s
      JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
      LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole,
      pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS u(setting, number)
      WHERE d.datname = pg_catalog.current_database() AND (s.setrole = 0 OR r.oid IS NOT NULL)
      ORDER BY r.rolname NULLS FIRST, u.number
      """;

  private DatabaseSettings() {}

  static List<String> statements(CatalogReader source) throws SQLException {
    List<String> statements = new ArrayList<>();
    source.each(QUERY, row -> statements.add(statement(row)));
    return statements;
  }

  private static String statement(ResultSet row) throws SQLException {
    String database = "DATABASE " + Sql.identifier(row.getString("datname"));
    String role = row.getString("rolname");
    return "ALTER "
        + (role == null ? database : "ROLE " + Sql.identifier(role) + " IN " + database)
        + " "
        + SettingClause.of(row.getString("setting"))
        + ";";
  }
}
