package dev.lifeboat.dump.catalog;

import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node needs, each once, in the order in which that was found out. Nearly all nodes need few
 * others and there may be a million nodes, so that it is an array until there are many.
 */
final class Needs extends AbstractCollection<Node> {
  private static final Node[] NONE = {};
  private static final int MANY = 24;

  private Node[] nodes = NONE;
  private int size;
  private @Nullable Set<Node> many;

  @Override
  public boolean add(Node node) {
    if (contains(node)) {
      return false;
    }
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size < 2 ? 2 : size * 2);
    }
    nodes[size++] = node;
    if (many != null) {
      many.add(node);
    } else if (size > MANY) {
      many = new HashSet<>(Arrays.asList(nodes).subList(0, size));
    }
    return true;
  }

  @Override
  public boolean contains(Object node) {
    return many == null ? indexOf(node) >= 0 : many.contains(node);
  }

  @Override
  public boolean remove(Object node) {
    int index = contains(node) ? indexOf(node) : -1;
    if (index < 0) {
      return false;
    }
    System.arraycopy(nodes, index + 1, nodes, index, size - index - 1);
    nodes[--size] = null;
    if (many != null) {
      many.remove(node);
    }
    return true;
  }

  @Override
  public Iterator<Node> iterator() {
    return Arrays.asList(nodes).subList(0, size).iterator();
  }

  @Override
  public int size() {
    return size;
  }

  private int indexOf(Object node) {
    for (int i = 0; i < size; i++) {
      if (nodes[i] == node) {
        return i;
      }
    }
    return -1;
  }
}
