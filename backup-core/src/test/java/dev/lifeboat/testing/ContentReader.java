package dev.lifeboat.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads what relations hold: rows and an order-independent digest of each table and materialized
 * view, the value of each sequence, the bytes of each large object.
 */
final class ContentReader {
  private static final String RELATIONS =
      "SELECT c.oid::regclass::text, c.relkind FROM pg_class c"
          + " WHERE (c.relkind IN ('r', 'S') OR c.relkind = 'm' AND c.relispopulated)"
          + " AND c.relpersistence <> 't' AND c.oid >= "
          + CatalogRules.FIRST_USER_OID;

  private static final String LARGE_OBJECTS =
      "SELECT oid, length(d), md5(d)"
          + " FROM (SELECT oid, lo_get(oid) AS d FROM pg_largeobject_metadata) m";

  private final Connection connection;
  private final Consumer<CatalogObject> sink;

  ContentReader(Connection connection, Consumer<CatalogObject> sink) {
    this.connection = connection;
    this.sink = sink;
  }

  void read() throws SQLException {
    for (Map.Entry<String, String> relation : relations().entrySet()) {
      read(relation.getKey(), relation.getValue());
    }
    read(LARGE_OBJECTS, "large object", "size", "md5");
  }

  private Map<String, String> relations() throws SQLException {
    Map<String, String> relations = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(RELATIONS)) {
      while (row.next()) {
        relations.put(row.getString(1), row.getString(2));
      }
    }
    return relations;
  }

  private void read(String relation, String kind) throws SQLException {
    String name = literal(relation);
    if (kind.equals("S")) {
      String state = "SELECT " + name + ", last_value, is_called FROM " + relation;
      read(state, "sequence", "last_value", "is_called");
    } else {
      read(digest(name, relation), "rows", "count", "digest");
    }
  }

  /** Sums two 64-bit hashes of each row's text: the same rows in any order give the same sums. */
  private static String digest(String name, String relation) {
    return "SELECT "
        + name
        + ", count(*), sum(hashtextextended(t, 1)::numeric) || ':' || sum(hashtextextended(t, 2)::numeric)"
        + " FROM (SELECT (r.*)::text AS t FROM ONLY "
        + relation
        + " AS r) x";
  }

  private void read(String sql, String kind, String first, String second) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        TreeMap<String, String> content = new TreeMap<>();
        content.put(first, String.valueOf(row.getString(2)));
        content.put(second, String.valueOf(row.getString(3)));
        sink.accept(new CatalogObject(kind, row.getString(1), content));
      }
    } catch (SQLException e) {
      throw new SQLException("reading content: " + e.getMessage() + " in " + sql, e);
    }
  }

  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
