package dev.lifeboat.dump.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Finds groups of nodes that need each other in loops: the strongly connected components, by
 * Tarjan's algorithm, without recursion since a chain of views can be long. Notes are kept by the
 * {@linkplain Node#position() positions} of the nodes.
 */
final class Loops {
  private final boolean[] members;
  private final int[] numbers; // from 1 on; 0 for nodes that were not visited
  private final int[] lowest;
  private final boolean[] isOpen;
  private final Deque<Node> open = new ArrayDeque<>();
  private final List<List<Node>> loops = new ArrayList<>();
  private int lastNumber;

  private Loops(Collection<Node> nodes, int positions) {
    members = new boolean[positions];
    numbers = new int[positions];
    lowest = new int[positions];
    isOpen = new boolean[positions];
    nodes.forEach(node -> members[node.position()] = true);
  }

  /**
   * All loops among the given nodes; nodes outside are not looked at.
   *
   * @param positions how many positions there are
   */
  static List<List<Node>> find(Collection<Node> nodes, int positions) {
    Loops search = new Loops(nodes, positions);
    for (Node node : nodes) {
      if (search.numbers[node.position()] == 0) {
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
        step(visit, path);
      } else {
        path.pop();
        leave(visit.node);
        if (!path.isEmpty()) {
          lower(path.peek().node, lowest[visit.node.position()]);
        }
      }
    }
  }

  private void step(Visit visit, Deque<Visit> path) {
    Node need = visit.needs.next();
    int position = need.position();
    if (!members[position]) {
      return;
    }
    if (numbers[position] == 0) {
      path.push(enter(need));
    } else if (isOpen[position]) {
      lower(visit.node, numbers[position]);
    }
  }

  private Visit enter(Node node) {
    int position = node.position();
    numbers[position] = ++lastNumber;
    lowest[position] = lastNumber;
    open.push(node);
    isOpen[position] = true;
    return new Visit(node, node.needs().iterator());
  }

  private void lower(Node node, int number) {
    lowest[node.position()] = Math.min(lowest[node.position()], number);
  }

  private void leave(Node node) {
    if (lowest[node.position()] != numbers[node.position()]) {
      return;
    }
    List<Node> group = new ArrayList<>(1);
    Node member;
    do {
      member = open.pop();
      isOpen[member.position()] = false;
      group.add(member);
    } while (member != node);
    if (group.size() > 1) {
      loops.add(group);
    }
  }

  private record Visit(Node node, Iterator<Node> needs) {}
}
