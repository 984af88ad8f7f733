package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts nodes in an order in which each comes after all that it needs.
 *
 * <p>Where nodes need each other in a loop, a part of one of them is made on its own, later: the
 * query of a view, a check constraint, or a default. What needs something that is made after the
 * data is moved behind the data too, unless {@link EarlyConstraints} moves that before the data.
 */
final class Sorter {
  private static final Comparator<Node> ORDER =
      Comparator.comparing(Node::section)
          .thenComparing(Node::kind)
          .thenComparing(Node::schema)
          .thenComparing(Node::name)
          .thenComparingLong(node -> node.id().catalog())
          .thenComparingLong(node -> node.id().oid());

  private final Catalog catalog;

  private Sorter(Catalog catalog) {
    this.catalog = catalog;
  }

  /** All nodes, parts included, in their order. */
  static List<Node> sort(Catalog catalog) {
    Sorter sorter = new Sorter(catalog);
    List<Node> nodes = catalog.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).setPosition(i);
    }
    EarlyConstraints.hasten(nodes);
    sorter.breakLoops(nodes);
    sorter.postpone(nodes);
    return sorter.order(nodes);
  }

  private void breakLoops(List<Node> nodes) {
    Collection<Node> suspects = nodes;
    for (List<List<Node>> loops = Loops.find(suspects, nodes.size());
        !loops.isEmpty();
        loops = Loops.find(suspects, nodes.size())) {
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
    Dependents dependents = new Dependents(nodes);
    List<Node> todo = new ArrayList<>();
    for (Node node : nodes) {
      if (node.section() == Section.POST_DATA) {
        todo.add(node);
      }
    }
    while (!todo.isEmpty()) {
      Node late = todo.remove(todo.size() - 1);
      for (Node dependent : dependents.of(late)) {
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
    Dependents dependents = new Dependents(nodes);
    int[] open = new int[nodes.size()];
    PriorityQueue<Node> ready = new PriorityQueue<>(ORDER);
    for (Node node : nodes) {
      open[node.position()] = node.needs().size();
      if (node.needs().isEmpty()) {
        ready.add(node);
      }
    }
    List<Node> ordered = new ArrayList<>(nodes.size());
    while (!ready.isEmpty()) {
      Node node = ready.remove();
      ordered.add(node);
      for (Node dependent : dependents.of(node)) {
        if (--open[dependent.position()] == 0) {
          ready.add(dependent);
        }
      }
    }
    if (ordered.size() != nodes.size()) {
      throw new IllegalStateException("A loop of dependencies was left");
    }
    return ordered;
  }

  /** Who needs a node: all edges in one array, those of each node next to each other. */
  private static final class Dependents {
    private final Node[] dependents;
    private final int[] ends;

    Dependents(List<Node> nodes) {
      ends = new int[nodes.size()];
      for (Node node : nodes) {
        node.needs().forEach(need -> ends[need.position()]++);
      }
      for (int i = 1; i < ends.length; i++) {
        ends[i] += ends[i - 1];
      }
      int[] next = ends.clone();
      dependents = new Node[ends.length == 0 ? 0 : ends[ends.length - 1]];
      for (int i = nodes.size() - 1; i >= 0; i--) {
        Node node = nodes.get(i);
        node.needs().forEach(need -> dependents[--next[need.position()]] = node);
      }
    }

    List<Node> of(Node node) {
      int from = node.position() == 0 ? 0 : ends[node.position() - 1];
      return Arrays.asList(dependents).subList(from, ends[node.position()]);
    }
  }
}
