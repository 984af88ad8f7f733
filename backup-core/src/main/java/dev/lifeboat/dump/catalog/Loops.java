package dev.lifeboat.dump.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds groups of nodes that need each other in loops: the strongly connected components, by
 * Tarjan's algorithm, without recursion since a chain of views can be long.
 */
final class Loops {
  private final Set<Node> members;
  private final Map<Node, Integer> numbers = new HashMap<>();
  private final Map<Node, Integer> lowest = new HashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<Node> isOpen = new HashSet<>();
  private final List<List<Node>> loops = new ArrayList<>();

  private Loops(Collection<Node> nodes) {
    members = new HashSet<>(nodes);
  }

  /** All loops among the given nodes; nodes outside are not looked at. */
  static List<List<Node>> find(Collection<Node> nodes) {
    Loops search = new Loops(nodes);
    for (Node node : nodes) {
      if (!search.numbers.containsKey(node)) {
        search.visit(node);
      }
    }
    return search.loops;
  }

  private void visit(Node start) {
    Deque<Visit> path = new ArrayDeque<>();
    path.push(enter(start));
    while (!path.isEmpty()) {
      Visit visit = path.peek();
      if (visit.needs.hasNext()) {
        Node need = visit.needs.next();
        if (!members.contains(need)) {
          continue;
        }
        if (!numbers.containsKey(need)) {
          path.push(enter(need));
        } else if (isOpen.contains(need)) {
          lower(visit.node, numbers.get(need));
        }
      } else {
        path.pop();
        leave(visit.node);
        if (!path.isEmpty()) {
          lower(path.peek().node, lowest.get(visit.node));
        }
      }
    }
  }

  private Visit enter(Node node) {
    int number = numbers.size();
    numbers.put(node, number);
    lowest.put(node, number);
    open.push(node);
    isOpen.add(node);
    return new Visit(node, node.needs().iterator());
  }

  private void lower(Node node, int number) {
    lowest.merge(node, number, Math::min);
  }

  private void leave(Node node) {
    if (!lowest.get(node).equals(numbers.get(node))) {
      return;
    }
    List<Node> group = new ArrayList<>();
    Node member;
    do {
      member = open.pop();
      isOpen.remove(member);
      group.add(member);
    } while (member != node);
    if (group.size() > 1) {
      loops.add(group);
    }
  }

  private record Visit(Node node, Iterator<Node> needs) {}
}
