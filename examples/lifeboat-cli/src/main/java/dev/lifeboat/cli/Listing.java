package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.repository.Rejected;
import dev.lifeboat.repository.Survey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backups there are, and what is not believed to be one.
 *
 * @param backups by source, oldest first
 * @param rejected by source
 * @param warnings of backups that are dated in the future, and of clocks that are wrong
 */
record Listing(List<Backup> backups, List<Rejected> rejected, List<String> warnings) {
  static Listing of(Lifeboat lifeboat, Optional<String> source) {
    List<Backup> backups = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (String name : source.map(List::of).orElseGet(lifeboat::sources)) {
      Survey survey = lifeboat.repository().survey(name);
      survey.backups().forEach(manifest -> backups.add(new Backup(manifest)));
      rejected.addAll(survey.rejected());
      warnings.addAll(survey.futureWarnings(Instant.now()));
    }
    if (backups.isEmpty() && rejected.isEmpty()) {
      lifeboat.repository().requireExists();
    }
    lifeboat.repository().clockWarning(Instant.now()).ifPresent(warnings::add);
    return new Listing(List.copyOf(backups), List.copyOf(rejected), List.copyOf(warnings));
  }

  /** Says what is wrong with clocks, and of everything that is not believed why it is not. */
  void tell(Console console) {
    warnings.forEach(warning -> console.note("Warning: " + warning));
    for (Rejected one : rejected) {
      console.note(
          "Not listed: backup %s of %s, %s".formatted(one.id(), one.source(), one.words()));
    }
  }

  /** A list that leaves anything out is no success. */
  ExitCode exitCode() {
    return rejected.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
