package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes settings of databases and roles down, as {@code ALTER … SET} has them. */
public final class SettingClause {
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

  private SettingClause() {}

  /**
   * The clause of a setting.
   *
   * @param setting {@code name=value}, as the catalogs keep it
   * @return from SET on, without a semicolon
   */
  public static String of(String setting) {
    int equals = setting.indexOf('=');
    String name = setting.substring(0, equals);
    return "SET " + Sql.identifier(name) + " TO " + value(name, setting.substring(equals + 1));
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
