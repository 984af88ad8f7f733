package dev.lifeboat.restore.existing;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where rows go that the archive has loaded through the root of partitioned tables. A table that is
 * no partition of that root, such as one that is restored alone, takes its rows itself.
 */
public final class PartitionRoutes {
  private static final String APART =
      """
      SELECT w.id
      FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]), pg_catalog.unnest(?::pg_catalog.text[]),
        pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))
        AS w(id, schema, name, root)
      JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
      JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_partition_ancestors(c.oid) AS a
        WHERE a.relid = pg_catalog.to_regclass(w.root))
      """;

  private PartitionRoutes() {}

  /**
   * The entries as the target takes their rows.
   *
   * @param session of the target, in which the tables are that take rows
   * @param entries by dump id
   */
  public static Map<Integer, TocEntry> of(Session session, Map<Integer, TocEntry> entries) {
    List<TocEntry> routed =
        entries.values().stream().filter(entry -> entry.root().isPresent()).toList();
    if (routed.isEmpty()) {
      return entries;
    }
    Map<Integer, TocEntry> found = new HashMap<>(entries);
    try {
      session.query(
          APART,
          row -> found.computeIfPresent(row.getInt(1), (id, entry) -> entry.withoutRoot()),
          ExistingCatalog.array(session, "int4", routed.stream().map(TocEntry::dumpId).toList()),
          ExistingCatalog.array(session, "text", routed.stream().map(TocEntry::namespace).toList()),
          ExistingCatalog.array(session, "text", routed.stream().map(TocEntry::tag).toList()),
          ExistingCatalog.array(
              session,
              "text",
              routed.stream().map(TocEntry::root).flatMap(Optional::stream).toList()));
    } catch (SQLException e) {
      throw PostgresFailure.of("look at the partitions of the target", e);
    }
    return Map.copyOf(found);
  }
}
