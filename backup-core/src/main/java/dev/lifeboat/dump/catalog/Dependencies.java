package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

  /**
   * A materialized view is filled after all those that it reads, directly or through views; what
   * those read in turn, they are filled after.
   */
  private void linkRefreshes() {
    catalog.refreshes().forEach((view, refresh) -> nearestRefreshes(view).forEach(refresh::need));
  }

  private Set<Node> nearestRefreshes(Node view) {
    Set<Node> nearest = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>(Set.of(view));
    Deque<Node> open = new ArrayDeque<>(view.needs());
    while (!open.isEmpty()) {
      Node node = open.pop();
      Node refresh = catalog.refreshes().get(node);
      if (!seen.add(node)) {
        continue;
      }
      if (refresh == null) {
        node.needs().forEach(open::push);
      } else {
        nearest.add(refresh);
      }
    }
    return nearest;
  }

  private record Edge(CatalogId from, CatalogId to) {}
}
