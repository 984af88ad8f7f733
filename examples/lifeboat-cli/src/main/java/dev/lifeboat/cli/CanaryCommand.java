package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Canary;
import dev.lifeboat.CanaryRequest;
import dev.lifeboat.KeyCheck;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "canary",
    description =
        "Prove that the private key still opens the newest backup, and that it is not too old.")
final class CanaryCommand extends Verb {
  @Mixin private RepositoryOption repository;
  @Mixin private IdentityOption identity;

  @Mixin private SourceOption source;

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description =
          "How old the newest backup may be: " + TimeSpans.EXAMPLES + "; default: any age.")
  private @Nullable Duration maxAge;

  @Override
  Answer run() throws IOException {
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = identity.on(repository.lifeboat(storage, this), this).build();
      return answer(lifeboat.canary(request(source.in(lifeboat))));
    }
  }

  private CanaryRequest request(Optional<String> named) {
    CanaryRequest any = CanaryRequest.create();
    CanaryRequest request = named.map(any::withSource).orElse(any);
    return maxAge == null ? request : request.withMaxAge(maxAge);
  }

  private Answer answer(Canary canary) {
    Map<String, Object> document =
        Documents.fields(
            "alive",
            canary.alive(),
            "checks",
            canary.checks().stream().map(CanaryCommand::document).toList());
    ExitCode exitCode = canary.alive() ? ExitCode.DONE : ExitCode.FAILED;
    return new Answer(exitCode, document, lines(canary));
  }

  private List<String> lines(Canary canary) {
    List<String> lines = new ArrayList<>();
    for (KeyCheck check : canary.checks()) {
      String words = Words.shown(check.words());
      lines.add(check.passes() ? paint().good(words) : paint().bad(words));
    }
    return lines.isEmpty() ? List.of(canary.words()) : lines;
  }

  private static Map<String, Object> document(KeyCheck check) {
    return Documents.fields(
        "source", check.source(),
        "newest", check.newest().map(Backup::id),
        "createdAt", check.newest().map(Backup::createdAt),
        "state", check.state().name().toLowerCase(Locale.ROOT),
        "words", check.words());
  }
}
