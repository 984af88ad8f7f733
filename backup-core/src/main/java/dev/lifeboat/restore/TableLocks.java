package dev.lifeboat.restore;

import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tables an entry of the post-data section locks, so that no two that hinder each other run
 * at once. Two that did could also deadlock, say foreign keys between the same two tables.
 *
 * <p>An entry that locks a table exclusively locks those that inherit from it too. These are not
 * listed, as a table can have thousands of partitions: instead, every entry shares the tables that
 * its own inherit from.
 */
final class TableLocks {
  private static final Set<String> TABLES =
      Set.of("TABLE", "FOREIGN TABLE", "MATERIALIZED VIEW", "VIEW");

  private final Map<Integer, TocEntry> entries = new HashMap<>();
  private final Map<Integer, Set<Integer>> parents = new HashMap<>();
  private final Map<Integer, Set<Integer>> multipleHeirs = new HashMap<>();

  TableLocks(Toc toc) {
    toc.entries().forEach(entry -> entries.put(entry.dumpId(), entry));
    toc.entries().forEach(this::noteParents);
    parents.forEach(this::noteMultipleHeir);
  }

  /**
   * What an entry locks.
   *
   * @param exclusive the dump ids of the tables that no other entry may use
   * @param shared the dump ids of the tables that others may share as well
   */
  record Locks(Set<Integer> exclusive, Set<Integer> shared) {}

  /** Building an index lets others be built on the table; all else takes the table for itself. */
  Locks of(TocEntry entry) {
    Set<Integer> tables = tables(entry);
    Set<Integer> shared = ancestors(tables);
    if (entry.description().equals("INDEX")) {
      shared.addAll(tables);
      return new Locks(Set.of(), Set.copyOf(shared));
    }
    Set<Integer> exclusive = new HashSet<>();
    for (int table : tables) {
      if (disjoint(ancestors(Set.of(table)), tables)) {
        exclusive.add(table);
        exclusive.addAll(multipleHeirs.getOrDefault(table, Set.of()));
      }
    }
    shared.removeAll(exclusive);
    return new Locks(Set.copyOf(exclusive), Set.copyOf(shared));
  }

  /** The tables that an entry is about, directly or by other entries of its section. */
  Set<Integer> tables(TocEntry entry) {
    Set<Integer> tables = new HashSet<>();
    Set<Integer> seen = new HashSet<>();
    Deque<TocEntry> open = new ArrayDeque<>(List.of(entry));
    while (!open.isEmpty()) {
      for (int id : open.remove().dependencies()) {
        TocEntry dependency = entries.get(id);
        if (dependency == null || !seen.add(id)) {
          continue;
        }
        if (TABLES.contains(dependency.description())) {
          tables.add(id);
        } else if (dependency.section() == Section.POST_DATA) {
          open.add(dependency);
        }
      }
    }
    return tables;
  }

  private Set<Integer> ancestors(Collection<Integer> tables) {
    Set<Integer> ancestors = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(tables);
    while (!open.isEmpty()) {
      for (int parent : parents.getOrDefault(open.remove(), Set.of())) {
        if (ancestors.add(parent)) {
          open.add(parent);
        }
      }
    }
    return ancestors;
  }

  private static boolean disjoint(Set<Integer> few, Set<Integer> many) {
    return few.stream().noneMatch(many::contains);
  }

  /** A table depends on those it inherits from; a partition is attached by an entry of its own. */
  private void noteParents(TocEntry entry) {
    if (entry.description().equals("TABLE")) {
      noteParents(entry.dumpId(), tableDependencies(entry));
    } else if (entry.description().equals("TABLE ATTACH")) {
      List<Integer> tables = tableDependencies(entry);
      tables.stream()
          .filter(id -> entries.get(id).tag().equals(entry.tag()))
          .forEach(partition -> noteParents(partition, tables));
    }
  }

  private void noteParents(int table, List<Integer> known) {
    for (int parent : known) {
      if (parent != table) {
        parents.computeIfAbsent(table, id -> new HashSet<>()).add(parent);
      }
    }
  }

  /** Two that take tables which know nothing of each other can still meet in one that has both. */
  private void noteMultipleHeir(int table, Set<Integer> itsParents) {
    if (itsParents.size() > 1) {
      ancestors(Set.of(table))
          .forEach(each -> multipleHeirs.computeIfAbsent(each, id -> new HashSet<>()).add(table));
    }
  }

  private List<Integer> tableDependencies(TocEntry entry) {
    return entry.dependencies().stream()
        .filter(entries::containsKey)
        .filter(id -> TABLES.contains(entries.get(id).description()))
        .toList();
  }
}
