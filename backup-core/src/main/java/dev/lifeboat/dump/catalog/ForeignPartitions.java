package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Indexes of partitioned tables that have foreign partitions. Foreign tables have no indexes, so
 * that such an index never gets valid by attaching those of the partitions one by one. It is made
 * last and in one go, which takes up the indexes that the partitions have by then.
 */
final class ForeignPartitions {
  private static final String ONLY = "ONLY ";

  private final Set<Long> tables = new HashSet<>();
  private final Map<Long, Indexes.Index> indexes = new LinkedHashMap<>();
  private final Map<Long, List<Long>> children = new HashMap<>();
  private final Map<Long, List<Long>> others = new HashMap<>();

  private ForeignPartitions() {}

  /** Finds the tables that have foreign partitions. */
  static ForeignPartitions of(Catalog catalog) {
    ForeignPartitions found = new ForeignPartitions();
    catalog.relations().stream()
        .filter(relation -> relation.isForeign() && relation.isPartition())
        .forEach(relation -> found.tables.addAll(relation.parents()));
    return found;
  }

  /** The SQL that makes an index which is no constraint. */
  String definition(Indexes.Index index, ResultSet row) throws SQLException {
    String definition = row.getString("definition");
    String beginning = row.getString("beginning");
    Relation table = index.table();
    if (!tables.contains(table.oid())) {
      if (table.isPartition() && !table.isPartitioned() && row.getLong("inhparent") == 0) {
        others.computeIfAbsent(table.parents().get(0), key -> new ArrayList<>()).add(index.oid());
      }
      return definition;
    }
    if (!row.getBoolean("indisvalid") || !definition.startsWith(beginning + ONLY)) {
      return definition;
    }
    indexes.put(index.oid(), index);
    return beginning + definition.substring(beginning.length() + ONLY.length());
  }

  /** Whether an index is made such that it takes up the child, which needs not be attached then. */
  boolean takesChild(long parent, long child) {
    if (!indexes.containsKey(parent)) {
      return false;
    }
    children.computeIfAbsent(parent, key -> new ArrayList<>()).add(child);
    return true;
  }

  /** States that they come after all that they take up, and before what they must not take up. */
  void link(Catalog catalog) {
    for (Indexes.Index index : indexes.values()) {
      Node node = catalog.find(SystemCatalog.CLASS.id(index.oid()));
      for (long oid : children.getOrDefault(index.oid(), List.of())) {
        Node child = catalog.find(SystemCatalog.CLASS.id(oid));
        if (child != null) {
          node.need(child);
          catalog.indexAttaches(oid).forEach(node::need);
          catalog.ignoreDependency(child, node);
        }
      }
      others.getOrDefault(index.table().oid(), List.of()).stream()
          .map(oid -> catalog.find(SystemCatalog.CLASS.id(oid)))
          .forEach(other -> other.need(node));
    }
  }
}
