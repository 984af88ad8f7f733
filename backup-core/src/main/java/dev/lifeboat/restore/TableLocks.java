package dev.lifeboat.restore;

import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tables an entry of the post-data section locks, so that no two that hinder each other run
 * at once. Two that did could also deadlock, say foreign keys between the same two tables.
 */
final class TableLocks {
  private static final Set<String> TABLES =
      Set.of("TABLE", "FOREIGN TABLE", "MATERIALIZED VIEW", "VIEW");

  private final Map<Integer, TocEntry> entries = new HashMap<>();
  private final Map<Integer, Set<Integer>> children = new HashMap<>();

  TableLocks(Toc toc) {
    toc.entries().forEach(entry -> entries.put(entry.dumpId(), entry));
    toc.entries().forEach(this::noteParents);
  }

  /**
   * What an entry locks.
   *
   * @param tables the dump ids of the tables
   * @param shared whether others that share may use the tables as well
   */
  record Locks(Set<Integer> tables, boolean shared) {
    boolean hinder(Locks other) {
      if (shared && other.shared) {
        return false;
      }
      return tables.stream().anyMatch(other.tables::contains);
    }
  }

  /** Building an index lets others be built on the table; all else takes the table for itself. */
  Locks of(TocEntry entry) {
    Set<Integer> tables = tables(entry);
    boolean shared = entry.description().equals("INDEX");
    return new Locks(shared ? tables : withChildren(tables), shared);
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

  private Set<Integer> withChildren(Set<Integer> tables) {
    Set<Integer> all = new HashSet<>(tables);
    Deque<Integer> open = new ArrayDeque<>(tables);
    while (!open.isEmpty()) {
      for (int child : children.getOrDefault(open.remove(), Set.of())) {
        if (all.add(child)) {
          open.add(child);
        }
      }
    }
    return all;
  }

  /** A table depends on those it inherits from; a partition is attached by an entry of its own. */
  private void noteParents(TocEntry entry) {
    if (entry.description().equals("TABLE")) {
      tableDependencies(entry).forEach(parent -> child(parent, entry.dumpId()));
    } else if (entry.description().equals("TABLE ATTACH")) {
      List<Integer> tables = tableDependencies(entry);
      tables.stream()
          .filter(id -> entries.get(id).tag().equals(entry.tag()))
          .forEach(child -> tables.forEach(parent -> child(parent, child)));
    }
  }

  private void child(int parent, int child) {
    children.computeIfAbsent(parent, id -> new HashSet<>()).add(child);
  }

  private List<Integer> tableDependencies(TocEntry entry) {
    return entry.dependencies().stream()
        .filter(entries::containsKey)
        .filter(id -> TABLES.contains(entries.get(id).description()))
        .toList();
  }
}
