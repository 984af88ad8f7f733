package dev.lifeboat.restore;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.restore.LoadPlan.Load;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Loads the data, as the {@link LoadPlan} says. */
final class DataStep {
  /**
   * About how much larger rows are than what is stored of them; for the progress alone, where
   * nothing better is known.
   */
  private static final long TYPICAL_RATIO = 4;

  private final ArchiveSource source;
  private final LoadContext context;
  private final TriggerGuard guard;
  private final RestoreConduct conduct;
  private final Commits commits;
  private final Set<Integer> wanted;

  DataStep(ArchiveSource source, LoadContext context, TriggerGuard guard, RestoreConduct conduct) {
    this.source = source;
    this.context = context;
    this.guard = guard;
    this.conduct = conduct;
    this.commits = Commits.of(conduct.transactions());
    this.wanted = context.entries().keySet();
  }

  void run(Crew crew, Events events) {
    List<DataSegment> segments =
        source.segments().stream()
            .filter(segment -> !Collections.disjoint(segment.dumpIds(), wanted))
            .toList();
    try (ProgressMeter meter = events.measure("load data", estimate(segments))) {
      context.tally().meter(meter);
      LoadPlan plan = plan(segments);
      crew.run(WorkQueue.of(works(plan)));
    } finally {
      context.tally().meter(null);
    }
  }

  private long estimate(List<DataSegment> segments) {
    boolean plain = source.toc().header().compression().equals("none");
    long ratio = plain ? 1 : TYPICAL_RATIO;
    return segments.stream()
        .mapToLong(segment -> segment.dataSizeBytes().orElse(segment.sizeBytes() * ratio))
        .sum();
  }

  private LoadPlan plan(List<DataSegment> segments) {
    return guard == TriggerGuard.ORDER
        ? LoadPlan.inOrder(segments, wanted)
        : LoadPlan.of(segments, wanted, context.fresh(), conduct.workers());
  }

  private List<Work> works(LoadPlan plan) {
    if (guard == TriggerGuard.ORDER) {
      return List.of(
          (session, halt) -> plan.loads().forEach(each -> run(each, plan, session, halt)));
    }
    return plan.loads().stream()
        .map(each -> (Work) (session, halt) -> run(each, plan, session, halt))
        .toList();
  }

  private void run(Load load, LoadPlan plan, Session session, Halt halt) {
    try {
      commit(load, plan, session, halt);
    } catch (RefusedException e) {
      if (!conduct.goesOn() || session.isAborted()) {
        throw e;
      }
      runEach(load, plan, session, halt);
    }
  }

  /** Once something of a load is refused, each entry is loaded on its own to see what. */
  private void runEach(Load load, LoadPlan plan, Session session, Halt halt) {
    for (int dumpId : load.dumpIds()) {
      try {
        commit(load.of(dumpId), plan, session, halt);
      } catch (RefusedException e) {
        context.failures().add(context.entry(dumpId), e);
      }
    }
  }

  private void commit(Load load, LoadPlan plan, Session session, Halt halt) {
    halt.check();
    TableLoader loader = new TableLoader(session, halt, context, plan.frozen());
    try {
      commits.begin(session);
      guard.apply(session);
      for (DataSegment segment : load.segments()) {
        segment.read(load.dumpIds(), loader);
      }
      loader.finish();
      halt.check();
      commits.end(session);
    } catch (SQLException e) {
      Rollback.after(session, e);
      throw PostgresFailure.of("load data", e);
    } catch (RefusedException e) {
      Rollback.after(session, e);
      throw e;
    } catch (IOException e) {
      Rollback.after(session, e);
      throw new RetryableException(
          "The archive's data could not be read: %s; check where it is stored and restore again"
              .formatted(e.getMessage()),
          e);
    }
    loader.count();
  }
}
