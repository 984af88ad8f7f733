package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds to the nodes of a catalog what the source says of what needs what. */
final class Dependencies {
  /** Internal dependencies come first: they tell what stands for objects that have no node. */
  private static final String QUERY =
      """
      SELECT d.classid, d.objid, d.refclassid, d.refobjid, d.deptype
      FROM pg_catalog.pg_depend AS d
      WHERE d.classid <> 0 AND d.objid >= 16384 AND d.deptype <> 'p'
      ORDER BY d.deptype NOT IN ('e', 'i')
      """;

  private final Catalog catalog;
  private final List<Edge> inside = new ArrayList<>();

  private Dependencies(Catalog catalog) {
    this.catalog = catalog;
  }

  static void read(CatalogReader source, Catalog catalog) throws SQLException {
    Dependencies dependencies = new Dependencies(catalog);
    source.each(
        QUERY,
        row ->
            dependencies.add(
                new CatalogId(row.getLong("classid"), row.getLong("objid")),
                new CatalogId(row.getLong("refclassid"), row.getLong("refobjid")),
                CatalogReader.letter(row, "deptype")));
    dependencies.linkInner();
    dependencies.linkRefreshes();
  }

  /** Those that say what is a part of what come first; the others are linked as they come. */
  private void add(CatalogId from, CatalogId to, char type) {
    boolean inner = type == 'e' || type == 'i';
    if (inner && !catalog.knows(from)) {
      catalog.alias(from, to);
    } else if (inner) {
      inside.add(new Edge(from, to));
    } else {
      link(from, to);
    }
  }

  private void linkInner() {
    inside.forEach(edge -> link(edge.from(), edge.to()));
  }

  private void link(CatalogId fromId, CatalogId toId) {
    Node from = catalog.find(fromId);
    Node to = catalog.find(toId);
    if (from != null && to != null && from != to && !catalog.ignoresDependency(from, to)) {
      from.need(to);
    }
  }

  /** A materialized view is filled after all those that it reads, directly or through views. */
  private void linkRefreshes() {
    Map<Node, Node> refreshes = catalog.refreshes();
    refreshes.forEach(
        (view, refresh) -> {
          for (Node read : reachable(view)) {
            Node earlier = refreshes.get(read);
            if (earlier != null && earlier != refresh) {
              refresh.need(earlier);
            }
          }
        });
  }

  private static Set<Node> reachable(Node start) {
    Set<Node> seen = new HashSet<>();
    List<Node> todo = new ArrayList<>(List.of(start));
    while (!todo.isEmpty()) {
      Node node = todo.remove(todo.size() - 1);
      if (seen.add(node)) {
        todo.addAll(node.needs());
      }
    }
    return seen;
  }

  private record Edge(CatalogId from, CatalogId to) {}
}
