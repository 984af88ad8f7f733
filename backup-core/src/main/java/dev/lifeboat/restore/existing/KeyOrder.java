package dev.lifeboat.restore.existing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The order in which tables are loaded so that their foreign keys hold. A partition tree counts as
 * one table.
 */
final class KeyOrder {
  private final Map<Integer, ExistingTable> tables;
  private final Predicate<Integer> oneStatement;

  /** Which tables each refers to, besides itself. */
  private final Map<Long, Set<Long>> references = new HashMap<>();

  private final Map<Long, Set<Long>> referrers = new HashMap<>();
  private final Set<Long> selfReferring = new HashSet<>();

  /**
   * For these tables and keys.
   *
   * @param oneStatement says of an entry whether one statement loads all of it, after which its
   *     keys are checked
   */
  KeyOrder(
      Map<Integer, ExistingTable> tables, List<ForeignKey> keys, Predicate<Integer> oneStatement) {
    this.tables = tables;
    this.oneStatement = oneStatement;
    for (ForeignKey key : keys) {
      if (key.from() == key.to()) {
        selfReferring.add(key.from());
      } else {
        references.computeIfAbsent(key.from(), id -> new HashSet<>()).add(key.to());
        referrers.computeIfAbsent(key.to(), id -> new HashSet<>()).add(key.from());
      }
    }
  }

  /** The steps; entries without such a table are in the first. */
  List<LoadStep> steps(Set<Integer> entries) {
    Map<Long, Set<Integer>> byRoot = new HashMap<>();
    Set<Integer> others = new TreeSet<>();
    for (int id : entries) {
      ExistingTable table = tables.get(id);
      if (table == null) {
        others.add(id);
      } else {
        byRoot.computeIfAbsent(table.root(), root -> new TreeSet<>()).add(id);
      }
    }
    List<LoadStep> steps = new ArrayList<>();
    if (!others.isEmpty()) {
      steps.add(new LoadStep(others, List.of()));
    }
    Set<Long> open = new LinkedHashSet<>(byRoot.keySet());
    Set<Long> ready = without(open, references);
    while (!open.isEmpty()) {
      if (ready.isEmpty()) {
        ready = knot(open);
        steps.add(new LoadStep(Set.of(), List.of(entries(ready, byRoot))));
      } else {
        steps.add(step(ready, byRoot));
      }
      open.removeAll(ready);
      ready = freed(ready, open);
    }
    return steps;
  }

  private LoadStep step(Set<Long> ready, Map<Long, Set<Integer>> byRoot) {
    Set<Integer> free = new TreeSet<>();
    List<Set<Integer>> knots = new ArrayList<>();
    for (long root : ready) {
      Set<Integer> ids = byRoot.get(root);
      boolean whole = ids.size() == 1 && ids.stream().allMatch(oneStatement);
      if (selfReferring.contains(root) && !whole) {
        knots.add(ids);
      } else {
        free.addAll(ids);
      }
    }
    return new LoadStep(free, knots);
  }

  /** Tables of a circle, and those between circles: what is left once nothing hangs on it. */
  private Set<Long> knot(Set<Long> open) {
    Set<Long> knot = new HashSet<>(open);
    Deque<Long> loose = new ArrayDeque<>(without(knot, referrers));
    while (!loose.isEmpty()) {
      long root = loose.remove();
      knot.remove(root);
      for (long referred : references.getOrDefault(root, Set.of())) {
        if (knot.contains(referred) && isWithout(referred, knot, referrers)) {
          loose.add(referred);
        }
      }
    }
    return knot;
  }

  /** What had waited for the last tables of all. */
  private Set<Long> freed(Set<Long> done, Set<Long> open) {
    Set<Long> freed = new TreeSet<>();
    for (long root : done) {
      for (long referrer : referrers.getOrDefault(root, Set.of())) {
        if (open.contains(referrer) && isWithout(referrer, open, references)) {
          freed.add(referrer);
        }
      }
    }
    return freed;
  }

  private static Set<Long> without(Set<Long> roots, Map<Long, Set<Long>> links) {
    Set<Long> without = new TreeSet<>(roots);
    without.removeIf(root -> !isWithout(root, roots, links));
    return without;
  }

  /** Whether none of some tables is linked to one. */
  private static boolean isWithout(long root, Set<Long> among, Map<Long, Set<Long>> links) {
    return links.getOrDefault(root, Set.of()).stream().noneMatch(among::contains);
  }

  private static Set<Integer> entries(Collection<Long> roots, Map<Long, Set<Integer>> byRoot) {
    Set<Integer> entries = new TreeSet<>();
    roots.forEach(root -> entries.addAll(byRoot.get(root)));
    return entries;
  }
}
