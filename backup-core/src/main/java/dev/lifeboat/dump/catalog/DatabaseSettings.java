package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

  /**
   * Their values are lists of names, kept with quotes: taken as one text, they would be one name.
   */
  private static final Set<String> LISTS_OF_NAMES =
      Set.of(
          "local_preload_libraries",
          "search_path",
          "session_preload_libraries",
          "shared_preload_libraries",
          "temp_tablespaces",
          "unix_socket_directories");

  private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,\\s]+)");

  private DatabaseSettings() {}

  static List<String> statements(CatalogReader source) throws SQLException {
    List<String> statements = new ArrayList<>();
    source.each(QUERY, row -> statements.add(statement(row)));
    return statements;
  }

  private static String statement(ResultSet row) throws SQLException {
    String database = "DATABASE " + Sql.identifier(row.getString("datname"));
    String role = row.getString("rolname");
    String setting = row.getString("setting");
    int equals = setting.indexOf('=');
    String name = setting.substring(0, equals);
    return "ALTER "
        + (role == null ? database : "ROLE " + Sql.identifier(role) + " IN " + database)
        + " SET "
        + Sql.identifier(name)
        + " TO "
        + value(name, setting.substring(equals + 1))
        + ";";
  }

  private static String value(String name, String value) {
    return LISTS_OF_NAMES.contains(name) && !value.isBlank() ? names(value) : Sql.literal(value);
  }

  private static String names(String value) {
    return NAME.matcher(value)
        .results()
        .map(result -> Sql.literal(unquoted(result)))
        .collect(Collectors.joining(", "));
  }

  private static String unquoted(MatchResult name) {
    return name.group(1) == null ? name.group(2) : name.group(1).replace("\"\"", "\"");
  }
}
