package dev.lifeboat;

import dev.lifeboat.Setup.Ending;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.repository.Leftover;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.repository.Removed;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.Survey;
import dev.lifeboat.retention.Candidate;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.Proof;
import dev.lifeboat.retention.RetentionPlan;
import dev.lifeboat.verify.EvidenceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One plan to prune: made from what is stored, and applied to it. */
final class Pruning {
  private final Setup setup;
  private final Repository repository;
  private final PruneRequest request;
  private final Instant sweepBefore;

  Pruning(Setup setup, PruneRequest request) {
    this.setup = setup;
    this.repository = setup.repository();
    this.request = request;
    this.sweepBefore = setup.clock().instant().minus(request.grace());
  }

  PrunePlan plan() {
    List<String> sources = request.source().map(List::of).orElseGet(this::allSources);
    Map<BackupId, Manifest> manifests = new HashMap<>();
    List<Candidate> candidates = new ArrayList<>();
    List<Leftover> leftovers = new ArrayList<>();
    List<Manifest> superseded = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    for (String source : sources) {
      Survey survey = repository.survey(source);
      superseded.addAll(survey.superseded());
      rejected.addAll(survey.rejected());
      List<Manifest> listed = survey.backups();
      listed.forEach(manifest -> manifests.put(manifest.id(), manifest));
      for (Extent extent : Extent.values()) {
        candidates.addAll(
            candidates(source, listed.stream().filter(m -> m.extent() == extent).toList()));
      }
      leftovers.addAll(repository.leftovers(source, sweepBefore));
    }
    Instant now = request.now().orElseGet(setup.clock()::instant);
    RetentionPlan retention = request.policy().plan(candidates, now);
    // What was superseded goes first: it would be listed again after what took its place.
    List<Manifest> removed = new ArrayList<>(superseded);
    removed.addAll(oldestFirst(retention, manifests));
    return new PrunePlan(
        retention, superseded, rejected, leftovers, () -> apply(removed, rejected, leftovers));
  }

  /** A source whose first backup broke off has nothing but left-overs. */
  private List<String> allSources() {
    repository.sources(); // refuses what is no repository
    return repository.sourcesWithData();
  }

  /** Looks for proofs from the newest backup on, and no further than the newest restored one. */
  private List<Candidate> candidates(String source, List<Manifest> oldestFirst) {
    EvidenceLog log = EvidenceLog.in(repository);
    Set<BackupId> withEvidence = log.ids(source);
    List<Manifest> newestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(newestFirst);
    List<Candidate> candidates = new ArrayList<>();
    boolean known = false;
    for (Manifest manifest : newestFirst) {
      boolean look = !known && withEvidence.contains(manifest.id());
      Proof proof = look ? Proofs.of(log.of(manifest)) : Proof.NONE;
      candidates.add(Candidate.of(manifest, proof));
      known = known || proof == Proof.RESTORED;
    }
    return candidates;
  }

  private static List<Manifest> oldestFirst(
      RetentionPlan retention, Map<BackupId, Manifest> manifests) {
    return retention.dropped().stream()
        .map(Decision::backup)
        .map(backup -> manifests.get(backup.id()))
        .sorted(Manifest.OLDEST_FIRST)
        .toList();
  }

  private Pruned apply(List<Manifest> dropped, List<Rejected> rejected, List<Leftover> leftovers) {
    return setup.run(
        "prune",
        events -> {
          rejected.forEach(one -> events.warn(PrunePlan.words(one)));
          dropped.forEach(repository::remove);
          Removed swept = Removed.NOTHING;
          for (Leftover leftover : leftovers) {
            swept = swept.plus(repository.sweep(leftover));
          }
          long uploads = repository.sweepUploads(sweepBefore);
          long storedBytes = dropped.stream().mapToLong(m -> m.totals().storedBytes()).sum();
          return new Pruned(
              dropped.stream().map(Manifest::id).toList(),
              swept.objects() + uploads,
              storedBytes + swept.sizeBytes());
        },
        pruned ->
            Ending.well(
                "%d backups and %d left-over objects are gone"
                    .formatted(pruned.removed().size(), pruned.swept())));
  }
}
