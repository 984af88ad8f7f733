package dev.lifeboat;

import dev.lifeboat.PruneRequest.WhenOverdue;
import dev.lifeboat.Setup.Ending;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.Leftover;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.retention.Overdue;
import dev.lifeboat.retention.RetentionPlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One plan to prune: made from what is stored, and applied to it. */
final class Pruning {
  private final Setup setup;
  private final Repository repository;
  private final PruneRequest request;
  private final Instant present;
  private final Instant sweepBefore;

  Pruning(Setup setup, PruneRequest request) {
    this.setup = setup;
    this.repository = setup.repository();
    this.request = request;
    this.present = setup.clock().instant();
    this.sweepBefore = present.minus(request.grace());
  }

  PrunePlan plan() {
    Inventory inventory = new Inventory(repository, present);
    request.source().map(List::of).orElseGet(this::allSources).forEach(inventory::add);
    inventory.addUploads(sweepBefore);
    requireSameClock();
    List<Overdue> overdue = Overdue.among(inventory.candidates(), present);
    if (request.whenOverdue() == WhenOverdue.REFUSE) {
      requireNone(overdue);
    }
    RetentionPlan retention =
        request.policy().plan(inventory.candidates(), request.now().orElse(present));
    List<Leftover> swept = inventory.leftovers().stream().filter(this::isSwept).toList();
    PruneRun run = new PruneRun(repository, inventory.dropped(retention), swept, sweepBefore);
    return new PrunePlan(
        retention, inventory, overdue, swept, request.grace(), run, plan -> apply(plan, run));
  }

  /** By a clock that is wrong, all is old, or nothing is. */
  private void requireSameClock() {
    Optional<String> warning = repository.clockWarning(setup.clock().instant());
    if (warning.isPresent()) {
      throw new RefusedException(warning.get() + ", then prune");
    }
  }

  private void requireNone(List<Overdue> overdue) {
    for (Overdue one : overdue) {
      throw new RefusedException(
          "%s; find out why backups stopped and whether this host's clock (%s) is right, then prune, or allow it (--allow-overdue)"
              .formatted(one.words(), present.truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  /** A source whose first backup broke off has nothing but left-overs. */
  private List<String> allSources() {
    repository.requireExists();
    return repository.sourcesWithData();
  }

  private boolean isSwept(Leftover leftover) {
    return leftover.newestAt().isBefore(sweepBefore);
  }

  private Pruned apply(PrunePlan plan, PruneRun run) {
    return setup.run(
        "prune",
        events -> {
          request.source().ifPresent(events::about);
          requireSameClock();
          plan.warnings().forEach(events::warn);
          return run.run(events);
        },
        pruned ->
            Ending.well(
                "%d backups and %d left-over objects are gone"
                    .formatted(pruned.removed().size(), pruned.swept())));
  }
}
