package dev.lifeboat;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.ClockSkew;
import dev.lifeboat.repository.Extent;
import dev.lifeboat.repository.Leftover;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.Survey;
import dev.lifeboat.retention.Candidate;
import dev.lifeboat.retention.Proof;
import dev.lifeboat.retention.RetentionPlan;
import dev.lifeboat.storage.UnfinishedUpload;
import dev.lifeboat.verify.EvidenceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a prune finds in a repository, gathered source by source. For one thread. */
final class Inventory {
  private final Repository repository;
  private final Instant now;
  private final Map<BackupId, Manifest> manifests = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Manifest> superseded = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<Leftover> leftovers = new ArrayList<>();
  private final List<UnfinishedUpload> waitingUploads = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Nothing yet. */
  Inventory(Repository repository, Instant now) {
    this.repository = repository;
    this.now = now;
  }

  /** Looks at a source. */
  void add(String source) {
    Survey survey = repository.survey(source);
    superseded.addAll(survey.superseded());
    rejected.addAll(survey.rejected());
    survey.backups().forEach(manifest -> manifests.put(manifest.id(), manifest));
    Set<BackupId> withEvidence = EvidenceLog.in(repository).ids(source);
    for (Extent extent : Extent.values()) {
      addCandidates(survey.backups().stream().filter(m -> m.extent() == extent), withEvidence);
    }
    leftovers.addAll(repository.leftovers(source));
  }

  /**
   * Looks for uploads that began at a moment or later. That they are not told is no reason to
   * remove nothing: stores and policies that know no listing of uploads are in use.
   */
  void addUploads(Instant from) {
    try {
      repository.unfinishedUploads().stream()
          .filter(upload -> !upload.since().isBefore(from))
          .forEach(waitingUploads::add);
    } catch (LifeboatException e) {
      warnings.add("Unfinished uploads are not told: " + e.getMessage());
    }
  }

  List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  List<Manifest> superseded() {
    return List.copyOf(superseded);
  }

  List<Rejected> rejected() {
    return List.copyOf(rejected);
  }

  List<Leftover> leftovers() {
    return List.copyOf(leftovers);
  }

  List<UnfinishedUpload> waitingUploads() {
    return List.copyOf(waitingUploads);
  }

  /** What a person should know, one sentence each. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * What a plan removes, in the order in which it goes: what was superseded first, since it would
   * be listed again after what took its place; then the oldest first.
   */
  List<Manifest> dropped(RetentionPlan retention) {
    return Stream.concat(
            superseded.stream(),
            retention.dropped().stream()
                .map(decision -> manifests.get(decision.backup().id()))
                .sorted(Manifest.OLDEST_FIRST))
        .toList();
  }

  /** Looks for proofs from the newest backup on, and no further than the newest restored one. */
  private void addCandidates(Stream<Manifest> oldestFirst, Set<BackupId> withEvidence) {
    List<Manifest> newestFirst = new ArrayList<>(oldestFirst.toList());
    Collections.reverse(newestFirst);
    boolean known = false;
    for (Manifest manifest : newestFirst) {
      boolean look = !known && withEvidence.contains(manifest.id());
      Proof proof = look ? proof(manifest) : Proof.NONE;
      candidates.add(Candidate.of(manifest, proof));
      boolean counts = !ClockSkew.isFuture(manifest.createdAt(), now);
      known = known || (counts && proof == Proof.RESTORED);
    }
  }

  private Proof proof(Manifest manifest) {
    Proofs proofs = new Proofs(EvidenceLog.in(repository).of(manifest), now);
    warnings.addAll(proofs.warnings());
    return proofs.strongest();
  }
}
