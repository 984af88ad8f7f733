package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.TextEncoding;
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

  /**
   * Names are looked up as of now and not as of the snapshot. They come as bytes, as the driver
   * does not carry those that are no UTF-8.
   */
  private static final String MOVED =
      """
      SELECT r.number
      FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.oid[]), pg_catalog.unnest(?::pg_catalog.bytea[]))
        WITH ORDINALITY AS r(oid, name, number)
      WHERE pg_catalog.to_regclass(pg_catalog.convert_from(r.name, '%s'))::pg_catalog.oid
        IS DISTINCT FROM r.oid
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
    TextEncoding encoding = session.encoding();
    byte[][] names =
        relations.stream().map(Map.Entry::getKey).map(encoding::encode).toArray(byte[][]::new);
    List<String> moved = new ArrayList<>();
    session.query(
        MOVED.formatted(encoding.name()),
        row -> moved.add(relations.get(row.getInt(1) - 1).getKey()),
        connection.createArrayOf("int8", relations.stream().map(Map.Entry::getValue).toArray()),
        connection.createArrayOf("bytea", names));
    return moved;
  }
}
