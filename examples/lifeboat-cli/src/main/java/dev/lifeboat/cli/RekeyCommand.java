package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.RekeyPlan;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.Rekeyed;
import dev.lifeboat.crypto.AgeIdentity;
import dev.lifeboat.crypto.PassphraseIdentity;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rekey",
    description =
        "Encrypt stored backups for others by writing their headers anew; the data is copied and not"
            + " decrypted.")
final class RekeyCommand extends Verb {
  @Mixin private RepositoryOption repository;
  @Mixin private IdentityOption identity;

  @Mixin private NewRecipientOption added;

  @Option(
      names = "--drop",
      paramLabel = "KEY",
      description =
          "A key, as lifeboat keys shows it, that opens them no more; may be given several times.")
  private List<String> dropped = List.of();

  @Mixin private SourceOption source;

  @Mixin private SigningOption signing;

  @Option(names = "--dry-run", description = "Only show what would be done.")
  private boolean dryRun;

  @Override
  Answer run() throws IOException {
    if (!added.isGiven() && dropped.isEmpty()) {
      throw wrongUsage("Say who is to open the backups: --recipient age1…, or --drop age1…");
    }
    RekeyRequest request = request();
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = signing.on(repository.lifeboat(storage, this)).build();
      RekeyPlan plan =
          lifeboat.planRekey(source.in(lifeboat).map(request::withSource).orElse(request));
      return answer(plan, dryRun ? Optional.empty() : Optional.of(plan.apply()));
    }
  }

  private RekeyRequest request() throws IOException {
    Optional<AgeIdentity> secret = added.secret(this);
    List<String> gone = new ArrayList<>(droppedNames());
    secret
        .filter(PassphraseIdentity.class::isInstance)
        .ifPresent(passphrase -> gone.add(passphrase.recipient().toString()));
    return RekeyRequest.of(identity.rewrapping(secret, this))
        .adding(added.names(secret, this))
        .dropping(gone);
  }

  /** As manifests have them: not all can be parsed, such as that of a key service. */
  private List<String> droppedNames() throws IOException {
    List<String> names = new ArrayList<>();
    for (String argument : dropped) {
      if (KeyArgument.isFile(argument)) {
        EncryptionOption.exchangeable(argument, this).forEach(key -> names.add(key.toString()));
      } else {
        names.add(argument);
      }
    }
    return names;
  }

  private Answer answer(RekeyPlan plan, Optional<Rekeyed> done) {
    Map<String, Object> document =
        Documents.fields(
            "applied",
            done.isPresent(),
            "backups",
            done.map(RekeyCommand::documents).orElseGet(() -> documents(plan)),
            "left",
            plan.left().stream().map(RekeyCommand::document).toList());
    List<String> lines =
        Stream.concat(
                done.map(RekeyCommand::lines).orElseGet(() -> lines(plan)),
                plan.left().stream().map(one -> "left  " + Words.shown(one.words())))
            .toList();
    Answer answer =
        Answer.done(document, lines.isEmpty() ? List.of("There are no backups") : lines);
    return done.isPresent() ? answer : answer.asked();
  }

  private static List<Map<String, Object>> documents(Rekeyed done) {
    return done.backups().stream()
        .map(
            one ->
                Documents.fields(
                    "id", one.after(), "replaces", one.before(), "recipients", one.recipients()))
        .toList();
  }

  private static List<Map<String, Object>> documents(RekeyPlan plan) {
    return plan.steps().stream()
        .map(step -> Documents.fields("id", step.manifest().id(), "recipients", step.recipients()))
        .toList();
  }

  private static Map<String, Object> document(RekeyPlan.Left one) {
    return Documents.fields("id", one.manifest().id(), "why", one.why());
  }

  private static Stream<String> lines(Rekeyed done) {
    return done.backups().stream()
        .map(
            one ->
                "%s takes the place of %s, for %s"
                    .formatted(one.after(), one.before(), String.join(", ", one.recipients())));
  }

  private static Stream<String> lines(RekeyPlan plan) {
    return plan.steps().stream().map(step -> "would " + Words.shown(step.words()));
  }
}
