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
import dev.lifeboat.restore.existing.ExistingTables;
import dev.lifeboat.restore.existing.LoadStep;
import dev.lifeboat.restore.existing.RowGuard;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads the data, as the {@link LoadPlan} says. */
final class DataStep {
  /**
   * About how much larger rows are than what is stored of them; for the progress alone, where
   * nothing better is known.
   */
  private static final long TYPICAL_RATIO = 4;

  private final ArchiveSource source;
  private final LoadContext context;
  private final ExistingTables existing;
  private final RestoreConduct conduct;
  private final Commits commits;
  private final Set<Integer> wanted;

  DataStep(
      ArchiveSource source, LoadContext context, ExistingTables existing, RestoreConduct conduct) {
    this.source = source;
    this.context = context;
    this.existing = existing;
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
      Set<Integer> sliced = sliced(segments);
      for (LoadStep step :
          existing.order(wanted, id -> context.entry(id).isCopied() && !sliced.contains(id))) {
        crew.run(WorkQueue.of(works(step, segments)));
      }
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

  private List<Work> works(LoadStep step, List<DataSegment> segments) {
    List<Work> works = new ArrayList<>();
    LoadPlan plan =
        LoadPlan.of(
            segments, step.free(), context.fresh(), existing.undivided(), conduct.workers());
    for (Load load : plan.loads()) {
      works.add((session, halt) -> run(load, existing::guard, plan, session, halt));
    }
    for (Set<Integer> knot : step.knots()) {
      Load load = Load.together(segments, knot);
      works.add((session, halt) -> run(load, existing::knotGuard, plan, session, halt));
    }
    return works;
  }

  /** The entries whose rows lie in several segments. */
  private Set<Integer> sliced(List<DataSegment> segments) {
    Set<Integer> seen = new HashSet<>();
    return segments.stream()
        .flatMap(segment -> segment.dumpIds().stream())
        .filter(id -> wanted.contains(id) && !seen.add(id))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void run(Load load, Guarding guarding, LoadPlan plan, Session session, Halt halt) {
    try {
      commit(load, guarding, plan, session, halt);
    } catch (RefusedException e) {
      if (!conduct.goesOn() || session.isAborted()) {
        throw e;
      }
      runEach(load, guarding, plan, session, halt);
    }
  }

  /** Once something of a load is refused, each entry is loaded on its own to see what. */
  private void runEach(Load load, Guarding guarding, LoadPlan plan, Session session, Halt halt) {
    for (int dumpId : load.dumpIds()) {
      try {
        commit(load.of(dumpId), guarding, plan, session, halt);
      } catch (RefusedException e) {
        context.failures().add(context.entry(dumpId), e);
      }
    }
  }

  private void commit(Load load, Guarding guarding, LoadPlan plan, Session session, Halt halt) {
    halt.check();
    RowGuard guard = guarding.of(load.dumpIds());
    TableLoader loader = new TableLoader(session, halt, context, plan.frozen());
    try {
      commits.begin(session);
      guard.begin(session);
      for (DataSegment segment : load.segments()) {
        segment.read(load.dumpIds(), loader);
      }
      loader.finish();
      guard.end(session);
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

  /** Says what surrounds the rows of entries. */
  @FunctionalInterface
  private interface Guarding {
    RowGuard of(Set<Integer> dumpIds);
  }
}
