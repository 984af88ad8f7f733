package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Event triggers, and when they fire. */
final class EventTriggers implements Kind {
  private static final String QUERY =
      """
      SELECT e.oid, e.evtname, pg_catalog.pg_get_userbyid(e.evtowner) AS owner, e.evtevent,
        e.evtenabled, e.evtfoid::pg_catalog.regproc::pg_catalog.text AS function, e.evttags AS tags
      FROM pg_catalog.pg_event_trigger AS e
      WHERE {no_member pg_event_trigger e}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    NamedObject trigger =
        new NamedObject(
            NodeKind.EVENT_TRIGGER,
            SystemCatalog.EVENT_TRIGGER.id(row.getLong("oid")),
            "EVENT TRIGGER",
            null,
            row.getString("evtname"),
            row.getString("owner"));
    String sql = trigger.subject().sql();
    Node node =
        trigger.add(
            catalog,
            "CREATE "
                + sql
                + " ON "
                + Sql.identifier(row.getString("evtevent"))
                + filter(CatalogReader.texts(row, "tags"))
                + "\n    EXECUTE FUNCTION "
                + row.getString("function")
                + "();"
                + firing(sql, CatalogReader.letter(row, "evtenabled")));
    catalog.refreshes().values().forEach(node::need); // which it could forbid
  }

  private static String filter(List<String> tags) {
    return tags.isEmpty()
        ? ""
        : "\n    WHEN TAG IN ("
            + tags.stream().map(Sql::literal).collect(Collectors.joining(", "))
            + ")";
  }

  private static String firing(String sql, char state) {
    return switch (state) {
      case 'D' -> "\nALTER " + sql + " DISABLE;";
      case 'A' -> "\nALTER " + sql + " ENABLE ALWAYS;";
      case 'R' -> "\nALTER " + sql + " ENABLE REPLICA;";
      default -> "";
    };
  }
}
