package dev.lifeboat.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads all system catalogs of a database, whatever columns they have in its version. */
final class CatalogReader {
  private static final String COLUMNS =
      "SELECT r.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_class r"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid"
          + " WHERE r.relnamespace = 'pg_catalog'::regnamespace AND r.relkind = 'r' AND a.attnum > 0"
          + " AND r.oid < "
          + CatalogRules.FIRST_USER_OID
          + " ORDER BY r.relname, a.attnum";

  /** Relations, and what belongs to them, that the server makes as it needs them. */
  private static final Pattern MADE_BY_THE_SERVER =
      Pattern.compile("(^|[ >])\"?pg_(toast|temp_\\d+|toast_temp_\\d+)\\b");

  /** Triggers of constraints are numbered by OID. */
  private static final Pattern NUMBERED_TRIGGER =
      Pattern.compile("(_ConstraintTrigger(?:_[ac])?)_\\d+");

  private final Connection connection;
  private final Consumer<CatalogObject> sink;

  CatalogReader(Connection connection, Consumer<CatalogObject> sink) {
    this.connection = connection;
    this.sink = sink;
  }

  void read(boolean databaseProperties) throws SQLException {
    Map<String, CatalogReference> references = CatalogReference.all(connection);
    for (Map.Entry<String, Map<String, String>> catalog : catalogs().entrySet()) {
      String name = catalog.getKey();
      if (databaseProperties || !CatalogRules.DATABASE_PROPERTIES.contains(name)) {
        read(new CatalogQuery(name, catalog.getValue(), references));
      }
    }
  }

  private void read(CatalogQuery query) throws SQLException {
    read(query.catalog(), query.rows());
    for (String changed : query.changedPrivileges().toList()) {
      read(query.catalog(), changed);
    }
  }

  private Map<String, Map<String, String>> catalogs() throws SQLException {
    Map<String, Map<String, String>> catalogs = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        catalogs
            .computeIfAbsent(row.getString(1), name -> new LinkedHashMap<>())
            .put(row.getString(2), row.getString(3));
      }
    }
    catalogs.keySet().removeAll(CatalogRules.CATALOGS_LEFT_OUT.keySet());
    return catalogs;
  }

  private void read(String catalog, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        CatalogObject object = object(catalog, row);
        if (!MADE_BY_THE_SERVER.matcher(object.identity()).find()) {
          sink.accept(object);
        }
      }
    } catch (SQLException e) {
      throw new SQLException("reading " + catalog + ": " + e.getMessage() + " in " + sql, e);
    }
  }

  private static CatalogObject object(String catalog, ResultSet row) throws SQLException {
    SortedMap<String, @Nullable String> properties = new TreeMap<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int column = 2; column <= columns.getColumnCount(); column++) {
      properties.put(columns.getColumnLabel(column), withoutNumbers(row.getString(column)));
    }
    return new CatalogObject(catalog, String.valueOf(withoutNumbers(row.getString(1))), properties);
  }

  private static @Nullable String withoutNumbers(@Nullable String text) {
    return text == null ? null : NUMBERED_TRIGGER.matcher(text).replaceAll("$1");
  }
}
