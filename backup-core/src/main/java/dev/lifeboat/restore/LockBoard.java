package dev.lifeboat.restore;

import dev.lifeboat.restore.TableLocks.Locks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Which tables are in use, and who waits for each. For one thread at a time.
 *
 * <p>Who waits is asked again once the table it waits for is released, and only the first of those
 * who want it in the same way: however many wait, a release costs the same.
 */
final class LockBoard<T> {
  private final Map<Integer, Table<T>> tables = new HashMap<>();
  private final Comparator<? super T> order;

  /**
   * A board.
   *
   * @param order who is first of those who wait
   */
  LockBoard(Comparator<? super T> order) {
    this.order = order;
  }

  /** Where to wait before the locks can be taken; empty if they can. */
  Optional<Queue<T>> obstacle(Locks locks) {
    return locks.exclusive().stream()
        .map(this::table)
        .filter(table -> table.users != 0)
        .map(table -> table.exclusively)
        .findFirst()
        .or(
            () ->
                locks.shared().stream()
                    .map(this::table)
                    .filter(table -> table.users == Table.ONE_FOR_ITSELF)
                    .map(table -> table.sharing)
                    .findFirst());
  }

  /** Takes locks that nothing stands in the way of. */
  void take(Locks locks) {
    locks.exclusive().forEach(id -> table(id).users = Table.ONE_FOR_ITSELF);
    locks.shared().forEach(id -> table(id).users++);
  }

  /** Releases locks that were taken, and removes those from their queues who can try again. */
  List<T> release(Locks locks) {
    List<T> next = new ArrayList<>();
    locks.exclusive().forEach(id -> table(id).users = 0);
    locks.shared().forEach(id -> table(id).users--);
    for (Set<Integer> ids : List.of(locks.exclusive(), locks.shared())) {
      ids.forEach(id -> table(id).pollInto(next));
    }
    return next;
  }

  private Table<T> table(int id) {
    return tables.computeIfAbsent(id, key -> new Table<>(order));
  }

  private static final class Table<T> {
    private static final int ONE_FOR_ITSELF = -1;

    private final Queue<T> exclusively;
    private final Queue<T> sharing;
    private int users;

    Table(Comparator<? super T> order) {
      exclusively = new PriorityQueue<>(order);
      sharing = new PriorityQueue<>(order);
    }

    void pollInto(List<T> next) {
      for (Queue<T> queue : List.of(exclusively, sharing)) {
        T first = queue.poll();
        if (first != null) {
          next.add(first);
        }
      }
    }
  }
}
