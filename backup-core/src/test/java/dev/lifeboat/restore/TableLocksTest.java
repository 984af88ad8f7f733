package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveHeader;
import dev.lifeboat.archive.ArchiveVersion;
import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.restore.TableLocks.Locks;
import java.time.LocalDateTime;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks of a restore at random, and how much they take where there are many. */
class TableLocksTest {
  private static final int TABLES = 12;
  private static final int WORKERS = 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void twoEntriesHinderEachOtherWhereTheirTablesOrThoseThatInheritMeet(long seed) {
    RandomToc random = new RandomToc(seed);
    TableLocks locks = new TableLocks(random.toc());
    for (TocEntry one : random.late) {
      for (TocEntry other : random.late) {
        if (one != other) {
          assertThat(hinder(locks.of(one), locks.of(other)))
              .as("seed %d: %s and %s", seed, one.dependencies(), other.dependencies())
              .isEqualTo(random.meet(one, other));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void workersRunEachEntryOnceAfterWhatItNeedsAndNeverBesideOneThatItHinders(long seed)
      throws InterruptedException {
    RandomToc random = new RandomToc(seed);
    List<TocEntry> running = new ArrayList<>();
    List<TocEntry> done = new ArrayList<>();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    DependencyQueue queue =
        new DependencyQueue(
            random.late,
            new TableLocks(random.toc())::of,
            TocEntry::dumpId,
            (session, entry) -> {
              synchronized (running) {
                running.stream()
                    .filter(other -> random.meet(entry, other))
                    .forEach(other -> wrong.add(entry.tag() + " beside " + other.tag()));
                if (done.contains(entry) || !done.containsAll(random.lateNeeds(entry))) {
                  wrong.add(entry.tag() + " at a wrong time");
                }
                running.add(entry);
              }
              Thread.yield();
              synchronized (running) {
                running.remove(entry);
                done.add(entry);
              }
            });

    runAll(queue);

    assertThat(wrong).as("seed %d", seed).isEmpty();
    assertThat(done).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(random.late);
  }

  @Test
  void whatEachOfManyPartitionsLocksDoesNotGrowWithTheirNumber() {
    assertThat(lockedTables(4_000)).isEqualTo(4 * lockedTables(1_000));
  }

  @Test
  void whoWaitsForTheSameTableIsLookedAtAsOftenWhereManyWait() throws InterruptedException {
    long few = looks(1_000);
    // Threads meet by chance, so the count varies; looks at each other would make it sixteen times.
    assertThat(looks(4_000)).isLessThan(8 * few);
  }

  /** How many tables are named as locked by the entries that attach the indexes of partitions. */
  private static long lockedTables(int partitions) {
    List<TocEntry> entries = partitioned(partitions);
    TableLocks locks = new TableLocks(toc(entries));
    return entries.stream()
        .filter(entry -> entry.description().equals("INDEX ATTACH"))
        .map(locks::of)
        .mapToLong(each -> each.exclusive().size() + each.shared().size())
        .sum();
  }

  /** How often locks are looked at until all entries that want the same table had it. */
  private static long looks(int entries) throws InterruptedException {
    AtomicLong looks = new AtomicLong();
    Locks same = new Locks(new WatchedSet(looks), Set.of());
    List<TocEntry> all =
        IntStream.rangeClosed(1, entries)
            .mapToObj(id -> entry(id, "e" + id, "RULE", Section.POST_DATA, List.of()))
            .toList();
    AtomicInteger done = new AtomicInteger();
    runAll(
        new DependencyQueue(
            all, entry -> same, entry -> 1, (session, entry) -> done.incrementAndGet()));
    assertThat(done).hasValue(entries);
    return looks.get();
  }

  private static void runAll(DependencyQueue queue) throws InterruptedException {
    Halt halt = new Halt();
    List<Thread> workers =
        Stream.generate(
                () ->
                    new Thread(
                        () -> {
                          for (Work work = queue.take(halt);
                              work != null;
                              work = queue.take(halt)) {
                            work.run(null, halt);
                          }
                        }))
            .limit(WORKERS)
            .toList();
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
  }

  /** A partitioned table, its index, and what makes both whole. */
  private static List<TocEntry> partitioned(int partitions) {
    List<TocEntry> entries = new ArrayList<>();
    entries.add(entry(1, "root", "TABLE", Section.PRE_DATA, List.of()));
    entries.add(entry(2, "root_index", "INDEX", Section.POST_DATA, List.of(1)));
    for (int i = 0; i < partitions; i++) {
      int id = 10 * (i + 1);
      entries.add(entry(id, "p" + i, "TABLE", Section.PRE_DATA, List.of()));
      entries.add(entry(id + 1, "p" + i, "TABLE ATTACH", Section.PRE_DATA, List.of(1, id)));
      entries.add(entry(id + 2, "i" + i, "INDEX", Section.POST_DATA, List.of(id)));
      entries.add(entry(id + 3, "i" + i, "INDEX ATTACH", Section.POST_DATA, List.of(2, id + 2)));
    }
    return entries;
  }

  private static boolean hinder(Locks one, Locks other) {
    LockBoard<Integer> board = new LockBoard<>(Comparator.naturalOrder());
    board.take(one);
    boolean hindered = board.obstacle(other).isPresent();
    board.release(one);
    assertThat(board.obstacle(other)).isEmpty();
    return hindered;
  }

  private static Toc toc(List<TocEntry> entries) {
    return new Toc(
        new ArchiveHeader(
            ArchiveVersion.V1_14, "none", LocalDateTime.of(2026, 1, 1, 0, 0), "", "", ""),
        entries);
  }

  private static TocEntry entry(
      int id, String tag, String kind, Section section, List<Integer> dependencies) {
    return new TocEntry(
        id,
        CatalogId.NONE,
        tag,
        kind,
        section,
        "",
        "",
        null,
        "public",
        null,
        null,
        (char) 0,
        "",
        dependencies,
        false);
  }

  /** Tables that inherit from some of those before them, and entries about any of them. */
  private static final class RandomToc {
    private final List<TocEntry> tables = new ArrayList<>();
    private final List<TocEntry> late = new ArrayList<>();

    RandomToc(long seed) {
      Random random = new Random(seed);
      for (int id = 1; id <= TABLES; id++) {
        List<Integer> parents = some(random, id - 1, random.nextInt(5) == 0 ? 2 : 1);
        tables.add(entry(id, "t" + id, "TABLE", Section.PRE_DATA, parents));
      }
      for (int id = 100; id < 140; id++) {
        List<Integer> needs = new ArrayList<>(some(random, TABLES, 1 + random.nextInt(2)));
        if (id > 100 && random.nextInt(4) == 0) {
          needs.add(100 + random.nextInt(id - 100));
        }
        String kind = random.nextBoolean() ? "INDEX" : "CONSTRAINT";
        late.add(entry(id, "e" + id, kind, Section.POST_DATA, needs));
      }
    }

    Toc toc() {
      return TableLocksTest.toc(Stream.concat(tables.stream(), late.stream()).toList());
    }

    List<TocEntry> lateNeeds(TocEntry entry) {
      return late.stream().filter(each -> entry.dependencies().contains(each.dumpId())).toList();
    }

    boolean meet(TocEntry one, TocEntry other) {
      boolean oneShares = one.description().equals("INDEX");
      boolean otherShares = other.description().equals("INDEX");
      return !(oneShares && otherShares)
          && !Collections.disjoint(locked(one, oneShares), locked(other, otherShares));
    }

    /** All tables that are locked, each by itself. */
    private Set<Integer> locked(TocEntry entry, boolean shares) {
      Set<Integer> locked = new HashSet<>();
      for (int id : entry.dependencies()) {
        if (id <= TABLES) {
          locked.add(id);
        } else {
          TocEntry need = late.get(id - 100);
          locked.addAll(locked(need, true));
        }
      }
      for (TocEntry table : shares ? List.<TocEntry>of() : tables) {
        if (!Collections.disjoint(table.dependencies(), locked)) {
          locked.add(table.dumpId());
        }
      }
      return locked;
    }

    private static List<Integer> some(Random random, int last, int count) {
      return random.ints(count, 0, last + 1).filter(id -> id > 0).distinct().boxed().toList();
    }
  }

  /** One table; counts how often it is asked for. */
  private static final class WatchedSet extends AbstractSet<Integer> {
    private final AtomicLong looks;

    WatchedSet(AtomicLong looks) {
      this.looks = looks;
    }

    @Override
    public Iterator<Integer> iterator() {
      looks.incrementAndGet();
      return Set.of(1).iterator();
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
