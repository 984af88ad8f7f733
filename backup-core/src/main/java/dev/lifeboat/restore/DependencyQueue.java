package dev.lifeboat.restore;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.restore.TableLocks.Locks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands out entries as soon as what they depend on is there and no other at work locks their
 * tables, those of the largest tables first. Thread-safe.
 */
final class DependencyQueue implements WorkQueue {
  private final Map<Integer, Task> waiting = new HashMap<>();
  private final TreeSet<Task> ready =
      new TreeSet<>(
          Comparator.comparingLong((Task task) -> -task.weight).thenComparing(task -> task.order));
  private final Set<Task> running = new HashSet<>();
  private final BiConsumer<Session, TocEntry> runner;

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
    for (Task task : List.copyOf(waiting.values())) {
      link(task);
    }
    waiting.values().stream().filter(Task::isFree).forEach(ready::add);
    waiting.values().removeIf(Task::isFree);
  }

  @Override
  public synchronized @Nullable Work take(Halt halt) {
    while (!halt.isCalled() && !(ready.isEmpty() && waiting.isEmpty())) {
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
    running.add(task);
    return (session, halt) -> {
      halt.check();
      runner.accept(session, task.entry);
      done(task);
    };
  }

  private Optional<Task> next() {
    for (Iterator<Task> tasks = ready.iterator(); tasks.hasNext(); ) {
      Task task = tasks.next();
      if (running.stream().noneMatch(other -> other.locks.hinder(task.locks))) {
        tasks.remove();
        return Optional.of(task);
      }
    }
    return running.isEmpty() && ready.isEmpty() ? firstOfCircle() : Optional.empty();
  }

  /** Dependencies that form a circle cannot all be kept: the order of the archive decides. */
  private Optional<Task> firstOfCircle() {
    Optional<Task> first = waiting.values().stream().min(Comparator.comparing(task -> task.order));
    first.ifPresent(task -> waiting.remove(task.entry.dumpId()));
    return first;
  }

  private synchronized void done(Task task) {
    running.remove(task);
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
