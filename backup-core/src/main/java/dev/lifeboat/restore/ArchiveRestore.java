package dev.lifeboat.restore;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.restore.RestorePlan.Stage;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Restores one archive into one database, stage by stage. */
final class ArchiveRestore {
  private final ArchiveSource source;
  private final RestoreOptions options;
  private final Events events;
  private final RestorePlan plan;
  private final Tally tally = new Tally();
  private final EntryRunner runner;

  ArchiveRestore(ArchiveSource source, RestorePlan plan, RestoreOptions options, Events events) {
    this.source = source;
    this.plan = plan;
    this.options = options;
    this.events = events;
    this.runner = new EntryRunner(source.toc(), options, tally);
  }

  RestoreResult run(DataSource target) {
    try (Crew crew = Crew.open(target, options.jobs(), this::prepare)) {
      runAll("make tables", crew, Stage.PRE_DATA);
      runAll("make large objects, set sequences", crew, Stage.DATA);
      load(crew);
      makeIndexes(crew);
      runAll("grant privileges", crew, Stage.PRIVILEGES);
      finish(crew);
      return tally.result();
    }
  }

  /** Archives of servers with old-fashioned strings are read as those read them. */
  private void prepare(Session session) {
    boolean oldStrings =
        source.toc().entries().stream()
            .anyMatch(e -> e.description().equals("STDSTRINGS") && e.definition().contains("off"));
    if (oldStrings) {
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
    TriggerGuard guard = guard(crew.lead());
    if (guard == TriggerGuard.ORDER) {
      events.warn(
          "Triggers of the target fire while data is loaded, as this role may not set"
              + " session_replication_role; connect as a superuser to keep them quiet");
    }
    LoadContext context = new LoadContext(plan.loaded(), source.toc().encoding(), runner, tally);
    new DataStep(source, context, guard).run(crew, events);
  }

  private TriggerGuard guard(Session session) {
    try {
      return (source.toc().completesRelations() && !plan.loaded().isEmpty()) || plan.ordersData()
          ? TriggerGuard.allowed(session)
          : TriggerGuard.NONE;
    } catch (SQLException e) {
      throw PostgresFailure.of("see what the role may do", e);
    }
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
      step("analyze", () -> AnalyzeStep.run(crew, plan.relationsWithStatistics()));
    }
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
