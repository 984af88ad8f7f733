package dev.lifeboat.restore;

import dev.lifeboat.archive.DataSegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which data is loaded by which transaction.
 *
 * <p>A table whose slices lie in several segments is loaded by several workers. If it was made by
 * this restore and one worker alone would not be much longer at it than all of them at everything,
 * it is loaded by that one, which can freeze the rows.
 *
 * @param loads the transactions, the longest first
 * @param frozen the entries whose rows are frozen
 */
record LoadPlan(List<Load> loads, Set<Integer> frozen) {
  /** For less, emptying the table first takes longer than it saves. */
  private static final long LEAST_FROZEN_BYTES = 1024 * 1024;

  /** How much longer than its fair share a worker may be at one table. */
  private static final double TOLERANCE = 1.25;

  /**
   * One transaction.
   *
   * @param segments are read one after another
   * @param dumpIds the entries whose data is loaded from them
   * @param workBytes a measure of the work
   */
  record Load(List<DataSegment> segments, Set<Integer> dumpIds, long workBytes) {
    /** The same for one of its entries. */
    Load of(int dumpId) {
      return new Load(segments, Set.of(dumpId), workBytes);
    }

    /** All data of some entries in one transaction. */
    static Load together(List<DataSegment> segments, Set<Integer> dumpIds) {
      List<DataSegment> theirs =
          segments.stream().filter(each -> !Collections.disjoint(each.dumpIds(), dumpIds)).toList();
      return new Load(theirs, dumpIds, theirs.stream().mapToLong(DataSegment::sizeBytes).sum());
    }
  }

  /**
   * Plans.
   *
   * @param segments that hold wanted data
   * @param wanted the entries whose data is loaded
   * @param fresh those of them whose tables are new
   * @param undivided those of them that one transaction must load
   * @param workers how many there are
   */
  static LoadPlan of(
      List<DataSegment> segments,
      Set<Integer> wanted,
      Set<Integer> fresh,
      Set<Integer> undivided,
      int workers) {
    return new Planner(segments, wanted, fresh, undivided, workers).plan();
  }

  private static Load load(DataSegment segment, Set<Integer> wanted, Set<Integer> elsewhere) {
    Set<Integer> dumpIds = new TreeSet<>(segment.dumpIds());
    dumpIds.retainAll(wanted);
    dumpIds.removeAll(elsewhere);
    long workBytes = dumpIds.stream().mapToLong(segment::workBytes).sum();
    return new Load(List.of(segment), dumpIds, workBytes);
  }

  private static final class Planner {
    private final List<DataSegment> segments;
    private final Set<Integer> wanted;
    private final Set<Integer> fresh;
    private final Set<Integer> undivided;
    private final Map<Integer, List<DataSegment>> places = new LinkedHashMap<>();
    private final Map<Integer, Long> works = new LinkedHashMap<>();
    private final long fairShare;

    Planner(
        List<DataSegment> segments,
        Set<Integer> wanted,
        Set<Integer> fresh,
        Set<Integer> undivided,
        int workers) {
      this.segments = segments;
      this.wanted = wanted;
      this.fresh = fresh;
      this.undivided = undivided;
      segments.forEach(this::note);
      long total = works.values().stream().mapToLong(work -> work).sum();
      this.fairShare = (long) (total / (double) workers * TOLERANCE);
    }

    private void note(DataSegment segment) {
      for (int id : segment.dumpIds()) {
        if (wanted.contains(id)) {
          places.computeIfAbsent(id, key -> new ArrayList<>()).add(segment);
          works.merge(id, segment.workBytes(id), Long::sum);
        }
      }
    }

    LoadPlan plan() {
      Set<Integer> whole = new TreeSet<>(places.keySet());
      whole.removeIf(id -> places.get(id).size() == 1 || !isWhole(id));
      List<Load> loads = new ArrayList<>();
      whole.forEach(id -> loads.add(new Load(places.get(id), Set.of(id), works.get(id))));
      segments.stream()
          .map(segment -> load(segment, wanted, whole))
          .filter(load -> !load.dumpIds().isEmpty())
          .forEach(loads::add);
      loads.sort(Comparator.comparingLong(Load::workBytes).reversed());
      return new LoadPlan(List.copyOf(loads), frozen(whole));
    }

    private Set<Integer> frozen(Set<Integer> whole) {
      Set<Integer> frozen = new HashSet<>(fresh);
      frozen.removeIf(
          id ->
              !places.containsKey(id)
                  || works.get(id) < LEAST_FROZEN_BYTES
                  || (places.get(id).size() > 1 && !whole.contains(id)));
      return frozen;
    }

    private boolean isWhole(int id) {
      return undivided.contains(id) || (fresh.contains(id) && works.get(id) <= fairShare);
    }
  }
}
