package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves before the data what tables with rows need there, such as the primary key that the query in
 * a function relies on which a generated column calls. Loading gets slower by it, but the other
 * way, the table would come after its rows.
 */
final class EarlyConstraints {
  private final Map<Node, List<Node>> attaches = new HashMap<>();
  private final BitSet seen = new BitSet();
  private final Deque<Node> open = new ArrayDeque<>();

  private EarlyConstraints() {}

  /** Moves what must be moved, among all nodes, whose positions are set. */
  static void hasten(Collection<Node> nodes) {
    EarlyConstraints early = new EarlyConstraints();
    for (Node node : nodes) {
      if (node.kind() == NodeKind.TABLE_ATTACH) {
        early.attaches.computeIfAbsent(node.wholes().get(0), key -> new ArrayList<>()).add(node);
      }
    }
    nodes.stream().filter(node -> node.kind() == NodeKind.TABLE_DATA).forEach(early::add);
    early.run();
  }

  private void add(Node node) {
    if (!seen.get(node.position())) {
      seen.set(node.position());
      open.push(node);
    }
  }

  /** What can be separated from a table does not keep it from being made. */
  private void run() {
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.section() == Section.POST_DATA) {
        node.hasten();
        waitForPartitions(node);
      }
      node.needs().stream().filter(need -> !need.separable()).forEach(this::add);
    }
  }

  /** A partition gets what the table has when it is attached, and would have it twice then. */
  private void waitForPartitions(Node constraint) {
    for (Node table : constraint.wholes()) {
      attaches.getOrDefault(table, List.of()).forEach(constraint::need);
    }
  }
}
