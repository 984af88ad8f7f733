package dev.lifeboat;

import dev.lifeboat.RekeyPlan.Left;
import dev.lifeboat.RekeyPlan.Step;
import dev.lifeboat.Rekeyed.Exchange;
import dev.lifeboat.Setup.Ending;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.NewRecipients;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.Survey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One plan to exchange keys: made from what is stored, and applied to it. */
final class Rekeying {
  private final Setup setup;
  private final Repository repository;
  private final RekeyRequest request;
  private final RekeyTrust trust;
  private final List<Step> steps = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private final List<Manifest> superseded = new ArrayList<>();
  private final Set<String> recipientsSeen = new HashSet<>();

  Rekeying(Setup setup, RekeyRequest request) {
    this.setup = setup;
    this.repository = setup.repository();
    this.request = request;
    this.trust = new RekeyTrust(setup, request);
  }

  RekeyPlan plan() {
    if (request.added().isEmpty() && request.dropped().isEmpty()) {
      throw new RefusedException("Nobody is to be added or dropped; name a recipient");
    }
    repository.requireExists();
    for (String source : request.source().map(List::of).orElseGet(repository::sources)) {
      Survey survey = repository.survey(source);
      repository.list(source);
      superseded.addAll(survey.superseded());
      survey.backups().forEach(this::plan);
    }
    requireKnown();
    return new RekeyPlan(
        steps, superseded, left, () -> setup.run("rekey", this::apply, Rekeying::ending));
  }

  private void plan(Manifest manifest) {
    List<String> before = manifest.encryption().recipients();
    recipientsSeen.addAll(before);
    if (!manifest.encryption().isEncrypted()) {
      left.add(new Left(manifest, Left.Reason.NOT_ENCRYPTED));
      return;
    }
    List<String> after = recipientsAfter(before);
    if (Set.copyOf(after).equals(Set.copyOf(before)) && !isExchanged(before)) {
      left.add(new Left(manifest, Left.Reason.SAME_RECIPIENTS));
      return;
    }
    requireScheme(manifest);
    if (after.isEmpty()) {
      throw new RefusedException(
          "Nobody could decrypt backup %s any more; name who shall".formatted(manifest.id()));
    }
    trust.require(manifest, after);
    repository.tryRekey(manifest, to(after, Optional.empty()));
    steps.add(new Step(manifest, after));
  }

  private List<String> recipientsAfter(List<String> before) {
    Set<String> after = new LinkedHashSet<>(before);
    after.removeAll(request.dropped());
    after.addAll(request.added());
    return List.copyOf(after);
  }

  /** A name that is dropped and added stands for another secret, such as another passphrase. */
  private boolean isExchanged(List<String> before) {
    return request.added().stream()
        .anyMatch(name -> request.dropped().contains(name) && before.contains(name));
  }

  private void requireScheme(Manifest manifest) {
    String scheme = manifest.encryption().scheme();
    if (!scheme.equals(request.rewrapping().scheme())) {
      throw new RefusedException(
          "Backup %s is encrypted with %s, and keys are exchanged of %s alone; make a new backup, or"
                  .formatted(manifest.id(), scheme, request.rewrapping().scheme())
              + " name a source without such");
    }
  }

  /** A misspelt name would stay while its owner is believed to be gone. */
  private void requireKnown() {
    Set<String> unknown = new TreeSet<>(request.dropped());
    unknown.removeAll(recipientsSeen);
    unknown.removeAll(request.added());
    if (!unknown.isEmpty()) {
      throw new RefusedException(
          "No backup is encrypted for %s, who cannot be dropped; check the spelling"
              .formatted(String.join(", ", unknown)));
    }
  }

  private Rekeyed apply(Events events) {
    superseded.forEach(repository::remove);
    request.source().ifPresent(events::about);
    left.forEach(one -> warn(one.manifest(), "Left as it is: " + one.words(), events));
    long bytes = steps.stream().mapToLong(step -> storedBytes(step.manifest())).sum();
    List<Exchange> done = new ArrayList<>();
    try (ProgressMeter meter = events.measure("copy", bytes)) {
      for (Step step : steps) {
        done.add(exchange(step));
        meter.add(storedBytes(step.manifest()), 0);
      }
    }
    return new Rekeyed(done);
  }

  private static void warn(Manifest manifest, String message, Events events) {
    events.warn(manifest.source(), manifest.id().value(), message);
  }

  private Exchange exchange(Step step) {
    Manifest old = step.manifest();
    Optional<Signer> signer = trust.isSigned(old) ? trust.signer() : Optional.empty();
    Manifest now = repository.rekey(old, to(step.recipients(), signer));
    repository.remove(old);
    return new Exchange(old.id(), now.id(), step.recipients());
  }

  private NewRecipients to(List<String> names, Optional<Signer> signer) {
    return new NewRecipients(request.rewrapping(), names, signer, setup.clock());
  }

  private static long storedBytes(Manifest manifest) {
    return manifest.totals().storedBytes();
  }

  private static Ending ending(Rekeyed rekeyed) {
    return Ending.well(
        "%d backups have other recipients; verify them anew, proofs do not carry over"
            .formatted(rekeyed.backups().size()));
  }
}
