package dev.lifeboat.restore;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.restore.RestoreConduct.OnError;
import dev.lifeboat.restore.RestorePlan.Stage;
import dev.lifeboat.restore.existing.ExistingTables;
import dev.lifeboat.restore.existing.PartitionRoutes;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Restores one archive into one database, stage by stage. */
final class ArchiveRestore {
  private final ArchiveSource source;
  private final RestoreOptions options;
  private final Events events;
  private final RestorePlan plan;
  private final Tally tally = new Tally();
  private final Failures failures;
  private final EntryRunner runner;

  ArchiveRestore(ArchiveSource source, RestorePlan plan, RestoreOptions options, Events events) {
    this.source = source;
    this.plan = plan;
    this.options = options;
    this.events = events;
    this.failures = new Failures(events);
    this.runner = new EntryRunner(source.toc(), options.conduct(), failures, tally);
  }

  /**
   * Restores.
   *
   * @param acceptance looks at the result before it counts, unless entries failed
   */
  RestoreResult run(DataSource target, Consumer<RestoreResult> acceptance) {
    try (Crew crew = Crew.open(target, options.conduct(), this::prepare)) {
      crew.begin();
      restore(crew);
      RestoreResult result = tally.result();
      if (failures.isEmpty()) {
        acceptance.accept(result);
      }
      crew.end();
      return result;
    }
  }

  /**
   * Requires that no entry failed.
   *
   * @throws NotAllRestoredException if one did
   */
  void requireAll() {
    failures.throwIfAny();
  }

  private void restore(Crew crew) {
    if (options.drops()) {
      step("drop", () -> runner.dropAll(crew.lead(), plan.dropped(), options.existing()));
    }
    runAll("make tables", crew, Stage.PRE_DATA);
    runAll("make large objects, set sequences", crew, Stage.DATA);
    load(crew);
    makeIndexes(crew);
    runAll("grant privileges", crew, Stage.PRIVILEGES);
    finish(crew);
  }

  /** Archives of servers with old-fashioned strings are read as those read them. */
  private void prepare(Session session) {
    session.speak(source.toc().encoding());
    if (source.toc().hasOldStrings()) {
      try {
        session.execute("SET standard_conforming_strings = off");
      } catch (SQLException e) {
        throw PostgresFailure.of("prepare a session", e);
      }
    }
  }

  private void runAll(String step, Crew crew, Stage stage) {
    if (!plan.entries(stage).isEmpty()) {
      step(step, () -> runner.runAll(crew.lead(), plan.entries(stage)));
    }
  }

  private void load(Crew crew) {
    Map<Integer, TocEntry> wanted = PartitionRoutes.of(crew.lead(), wantedData());
    Set<Integer> fresh = fresh(wanted.values());
    List<TocEntry> others =
        wanted.values().stream().filter(entry -> !fresh.contains(entry.dumpId())).toList();
    ExistingTables existing = plan.existing(crew.lead(), others);
    existing.warning().ifPresent(events::warn);
    LoadContext context =
        new LoadContext(
            wanted, own(fresh, wanted), source.toc().encoding(), runner, tally, failures);
    new DataStep(source, context, existing, options.conduct()).run(crew, events);
    step("check foreign keys", () -> existing.checkKeys(crew.lead()).forEach(events::warn));
  }

  private Map<Integer, TocEntry> wantedData() {
    if (options.conduct().onError() != OnError.GO_ON_WITHOUT_THEIR_DATA) {
      return plan.loaded();
    }
    Map<Integer, TocEntry> wanted = new HashMap<>(plan.loaded());
    wanted.values().removeIf(entry -> entry.dependencies().stream().anyMatch(failures::has));
    return wanted;
  }

  /** The data of tables that were made just now; a table that failed is somebody else's. */
  private Set<Integer> fresh(Collection<TocEntry> data) {
    Set<Integer> made =
        plan.entries(Stage.PRE_DATA).stream()
            .filter(entry -> entry.description().equals("TABLE"))
            .map(TocEntry::dumpId)
            .filter(id -> !failures.has(id))
            .collect(Collectors.toSet());
    return data.stream()
        .filter(entry -> entry.dependencies().stream().anyMatch(made::contains))
        .map(TocEntry::dumpId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Rows that find their way through a root are not those of one table alone. */
  private static Set<Integer> own(Set<Integer> fresh, Map<Integer, TocEntry> wanted) {
    return fresh.stream()
        .filter(id -> wanted.get(id).root().isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void makeIndexes(Crew crew) {
    TableLocks locks = new TableLocks(source.toc());
    Map<Integer, Long> sizes = tableSizes(source.toc());
    DependencyQueue queue =
        new DependencyQueue(
            plan.entries(Stage.POST_DATA),
            locks::of,
            entry -> locks.tables(entry).stream().mapToLong(id -> sizes.getOrDefault(id, 0L)).sum(),
            runner::runAlone);
    step("make indexes and constraints", () -> crew.run(queue));
  }

  private void finish(Crew crew) {
    step(
        "refresh materialized views",
        () -> plan.entries(Stage.LAST).forEach(entry -> runner.runAlone(crew.lead(), entry)));
    if (options.statistics() == RestoreOptions.Statistics.GATHERED) {
      step("analyze", () -> AnalyzeStep.run(crew, analyzed(), options.conduct().session()));
    }
    runAll("make event triggers", crew, Stage.EVENT_TRIGGERS);
  }

  /** Tables that were there before are no business of this restore. */
  private Predicate<String> analyzed() {
    boolean alone = options.existing() == RestoreOptions.Existing.REFUSED;
    return table ->
        !plan.relationsWithStatistics().contains(table)
            && (alone || plan.analyzed().contains(table));
  }

  private void step(String name, Runnable work) {
    ProgressMeter meter = events.measure(name, 0);
    try {
      work.run();
    } finally {
      meter.close();
    }
  }

  /** How many stored bytes each table has, by the dump id of the table. */
  private Map<Integer, Long> tableSizes(Toc toc) {
    Map<Integer, Long> dataSizes = new HashMap<>();
    for (DataSegment segment : source.segments()) {
      segment.dumpIds().forEach(id -> dataSizes.merge(id, segment.sizeBytes(), Long::sum));
    }
    Map<Integer, Long> sizes = new HashMap<>();
    for (TocEntry entry : toc.entries()) {
      Long size = dataSizes.get(entry.dumpId());
      if (size != null) {
        entry.dependencies().forEach(table -> sizes.merge(table, size, Long::sum));
      }
    }
    return sizes;
  }
}
