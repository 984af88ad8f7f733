package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.restore.TableLocks.Locks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands out entries as soon as what they depend on is there and no other at work locks their
 * tables, those of the largest tables first. Thread-safe.
 */
final class DependencyQueue implements WorkQueue {
  private static final Comparator<Task> ORDER =
      Comparator.comparingLong((Task task) -> -task.weight).thenComparing(task -> task.order);

  private final Map<Integer, Task> waiting = new LinkedHashMap<>(); // in the archive's order
  private final Queue<Task> ready = new PriorityQueue<>(ORDER);
  private final LockBoard<Task> board = new LockBoard<>(ORDER);
  private final BiConsumer<Session, TocEntry> runner;
  private int left;
  private int running;

  /**
   * A queue of entries.
   *
   * @param entries in the order of the archive; what they depend on besides each other is there
   * @param locks tells which tables an entry locks
   * @param weight tells how long an entry will take, in any unit
   * @param runner runs an entry
   */
  DependencyQueue(
      List<TocEntry> entries,
      Function<TocEntry, Locks> locks,
      ToLongFunction<TocEntry> weight,
      BiConsumer<Session, TocEntry> runner) {
    this.runner = runner;
    for (TocEntry entry : entries) {
      Task task = new Task(entry, locks.apply(entry), weight.applyAsLong(entry), waiting.size());
      waiting.put(entry.dumpId(), task);
    }
    for (Task task : waiting.values()) {
      link(task);
    }
    left = waiting.size();
    waiting.values().stream().filter(Task::isFree).forEach(ready::add);
    waiting.values().removeIf(Task::isFree);
  }

  @Override
  public synchronized @Nullable Work take(Halt halt) {
    while (!halt.isCalled() && left > 0) {
      Optional<Task> next = next();
      if (next.isPresent()) {
        return work(next.get());
      }
      await();
    }
    return null;
  }

  @Override
  public synchronized void wake() {
    notifyAll();
  }

  private Work work(Task task) {
    left--;
    running++;
    board.take(task.locks);
    return (session, halt) -> {
      halt.check();
      runner.accept(session, task.entry);
      done(task);
    };
  }

  /** The first that nothing stands in the way of; those before it queue up for what does. */
  private Optional<Task> next() {
    for (Task task = ready.poll(); task != null; task = ready.poll()) {
      Optional<Queue<Task>> queue = board.obstacle(task.locks);
      leave(task, queue.orElse(null));
      if (queue.isEmpty()) {
        return Optional.of(task);
      }
      queue.get().add(task);
    }
    return running == 0 ? firstOfCircle() : Optional.empty();
  }

  /** Once the first of a queue no longer wants what it waited for, it is the next one's turn. */
  private void leave(Task task, @Nullable Queue<Task> entered) {
    if (task.queue != null && task.queue != entered && !task.queue.isEmpty()) {
      ready.add(task.queue.remove());
    }
    task.queue = entered;
  }

  /** Dependencies that form a circle cannot all be kept: the order of the archive decides. */
  private Optional<Task> firstOfCircle() {
    Iterator<Task> tasks = waiting.values().iterator();
    if (!tasks.hasNext()) {
      return Optional.empty();
    }
    Task first = tasks.next();
    tasks.remove();
    return Optional.of(first);
  }

  private synchronized void done(Task task) {
    running--;
    ready.addAll(board.release(task.locks));
    for (Task dependent : task.dependents) {
      dependent.missing--;
      if (dependent.isFree() && waiting.remove(dependent.entry.dumpId()) != null) {
        ready.add(dependent);
      }
    }
    notifyAll();
  }

  private void link(Task task) {
    for (int id : Set.copyOf(task.entry.dependencies())) {
      Task needed = waiting.get(id);
      if (needed != null && needed != task) {
        needed.dependents.add(task);
        task.missing++;
      }
    }
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException("A worker of a restore is not interrupted", e);
    }
  }

  private static final class Task {
    private final TocEntry entry;
    private final Locks locks;
    private final long weight;
    private final int order;
    private final List<Task> dependents = new ArrayList<>();
    private int missing;
    private @Nullable Queue<Task> queue; // that it waits in, or was polled from

    Task(TocEntry entry, Locks locks, long weight, int order) {
      this.entry = entry;
      this.locks = locks;
      this.weight = weight;
      this.order = order;
    }

    boolean isFree() {
      return missing == 0;
    }
  }
}
