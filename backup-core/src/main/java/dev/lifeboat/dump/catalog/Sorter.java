package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts nodes in an order in which each comes after all that it needs.
 *
 * <p>Where nodes need each other in a loop, a part of one of them is made on its own, later: the
 * query of a view, a check constraint, or a default. What needs something that is made after the
 * data is moved behind the data too.
 */
final class Sorter {
  private static final Comparator<Node> ORDER =
      Comparator.comparing(Node::section)
          .thenComparing(Node::kind)
          .thenComparing(Node::schema)
          .thenComparing(Node::name)
          .thenComparing(node -> node.id().catalog())
          .thenComparing(node -> node.id().oid());

  private final Catalog catalog;

  private Sorter(Catalog catalog) {
    this.catalog = catalog;
  }

  /** All nodes, parts included, in their order. */
  static List<Node> sort(Catalog catalog) {
    Sorter sorter = new Sorter(catalog);
    List<Node> nodes = catalog.nodes();
    sorter.breakLoops(nodes);
    sorter.postpone(nodes);
    return sorter.order(nodes);
  }

  private void breakLoops(List<Node> nodes) {
    Collection<Node> suspects = nodes;
    for (List<List<Node>> loops = Loops.find(suspects);
        !loops.isEmpty();
        loops = Loops.find(suspects)) {
      List<Node> next = new ArrayList<>();
      for (List<Node> loop : loops) {
        breakLoop(loop);
        next.addAll(loop);
      }
      suspects = next;
    }
  }

  private void breakLoop(List<Node> loop) {
    Set<Node> members = new HashSet<>(loop);
    loop.stream()
        .filter(Node::separable)
        .filter(part -> part.needs().stream().anyMatch(members::contains))
        .min(Comparator.comparing(Node::kind).thenComparing(ORDER))
        .ifPresentOrElse(Node::separate, () -> cut(loop, members));
  }

  /** No part can be separated: one dependency must go, and a person must know. */
  private void cut(List<Node> loop, Set<Node> members) {
    Node last = loop.stream().max(ORDER).orElseThrow();
    Node need = last.needs().stream().filter(members::contains).max(ORDER).orElseThrow();
    catalog.warn(
        "%s and %s need each other; the archive has them in an order that may not restore"
            .formatted(last, need));
    last.forget(need);
  }

  /** Moves behind the data what needs something there; a view only with its query. */
  private void postpone(List<Node> nodes) {
    Map<Node, List<Node>> dependents = new HashMap<>();
    for (Node node : nodes) {
      for (Node need : node.needs()) {
        dependents.computeIfAbsent(need, key -> new ArrayList<>()).add(node);
      }
    }
    List<Node> todo = new ArrayList<>();
    for (Node node : nodes) {
      if (node.section() == Section.POST_DATA) {
        todo.add(node);
      }
    }
    while (!todo.isEmpty()) {
      Node late = todo.remove(todo.size() - 1);
      for (Node dependent : dependents.getOrDefault(late, List.of())) {
        if (dependent.section() == Section.PRE_DATA && dependent.needs().contains(late)) {
          if (dependent.separable()) {
            dependent.separate();
          }
          dependent.postpone();
          todo.add(dependent);
        }
      }
    }
  }

  private List<Node> order(List<Node> nodes) {
    Map<Node, Integer> open = new HashMap<>();
    Map<Node, List<Node>> dependents = new HashMap<>();
    PriorityQueue<Node> ready = new PriorityQueue<>(ORDER);
    for (Node node : nodes) {
      open.put(node, node.needs().size());
      if (node.needs().isEmpty()) {
        ready.add(node);
      }
      for (Node need : node.needs()) {
        dependents.computeIfAbsent(need, key -> new ArrayList<>()).add(node);
      }
    }
    List<Node> ordered = new ArrayList<>(nodes.size());
    while (!ready.isEmpty()) {
      Node node = ready.remove();
      ordered.add(node);
      for (Node dependent : dependents.getOrDefault(node, List.of())) {
        if (open.merge(dependent, -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    if (ordered.size() != nodes.size()) {
      throw new IllegalStateException("A loop of dependencies was left");
    }
    return ordered;
  }
}
