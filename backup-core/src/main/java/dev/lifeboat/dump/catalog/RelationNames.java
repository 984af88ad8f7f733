package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds names that have come to mean other relations than the catalogs said: relations are read by
 * name, and whoever may rename them, or their schema, can put another in their place.
 */
public final class RelationNames {
  private static final int BATCH = 1_000;

  /** Names are looked up as of now and not as of the snapshot. */
  private static final String MOVED =
      """
      SELECT r.name
      FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.oid[]), pg_catalog.unnest(?::pg_catalog.text[]))
        AS r(oid, name)
      WHERE pg_catalog.to_regclass(r.name)::pg_catalog.oid IS DISTINCT FROM r.oid
      """;

  private RelationNames() {}

  /**
   * Names that mean another relation now, or none.
   *
   * @param session whose role has USAGE on the schemas
   * @param relations the OID of each relation by its name as SQL
   */
  public static List<String> moved(Session session, Map<String, Long> relations)
      throws SQLException {
    List<Map.Entry<String, Long>> all = List.copyOf(relations.entrySet());
    List<String> moved = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      moved.addAll(movedOf(session, all.subList(from, Math.min(all.size(), from + BATCH))));
    }
    return moved;
  }

  private static List<String> movedOf(Session session, List<Map.Entry<String, Long>> relations)
      throws SQLException {
    Connection connection = session.connection();
    return session.texts(
        MOVED,
        connection.createArrayOf("int8", relations.stream().map(Map.Entry::getValue).toArray()),
        connection.createArrayOf("text", relations.stream().map(Map.Entry::getKey).toArray()));
  }
}
