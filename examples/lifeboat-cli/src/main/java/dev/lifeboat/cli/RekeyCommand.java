package dev.lifeboat.cli;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.RekeyPlan;
import dev.lifeboat.RekeyRequest;
import dev.lifeboat.Rekeyed;
import dev.lifeboat.codec.Rewrapping;
import dev.lifeboat.crypto.AgeRecipient;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--recipient",
      paramLabel = "KEY",
      description =
          "A public key that opens the backups from then on, or a file of such keys; may be given"
              + " several times.")
  private List<String> added = List.of();

  @Option(
      names = "--drop",
      paramLabel = "KEY",
      description = "A public key that opens them no more; may be given several times.")
  private List<String> dropped = List.of();

  @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
  private @Nullable String source;

  @Mixin private SigningOption signing;

  @Option(names = "--dry-run", description = "Only show what would be done.")
  private boolean dryRun;

  @Override
  Answer run() throws IOException {
    if (added.isEmpty() && dropped.isEmpty()) {
      throw wrongUsage("Say who is to open the backups: --recipient age1…, or --drop age1…");
    }
    Rewrapping rewrapping = identity.rewrapping(this);
    RekeyRequest request =
        RekeyRequest.of(rewrapping).adding(names(added)).dropping(droppedNames(dropped));
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = signing.on(repository.lifeboat(storage, this)).build();
      RekeyPlan plan = lifeboat.planRekey(source == null ? request : request.withSource(source));
      return answer(plan, dryRun ? Optional.empty() : Optional.of(plan.apply()));
    }
  }

  private static List<String> names(List<String> arguments) throws IOException {
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      EncryptionOption.ageRecipients(argument).stream()
          .map(AgeRecipient::toString)
          .forEach(names::add);
    }
    return names;
  }

  /** As manifests have them: not all can be parsed, such as that of a key service. */
  private static List<String> droppedNames(List<String> arguments) throws IOException {
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      names.addAll(
          EncryptionOption.isFile(argument) ? names(List.of(argument)) : List.of(argument));
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
    return Answer.done(document, lines.isEmpty() ? List.of("There are no backups") : lines);
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
