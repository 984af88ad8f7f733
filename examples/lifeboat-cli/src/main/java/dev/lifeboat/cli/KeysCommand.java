package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "keys", description = "Show which backups each recipient can open.")
final class KeysCommand extends Verb {
  private static final String ANYONE = "anyone";

  @Mixin private RepositoryOption repository;

  @Mixin private SourceOption source;

  @Override
  Answer run() throws IOException {
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = repository.lifeboat(storage, this).build();
      Listing listing = Listing.of(lifeboat, source.in(lifeboat));
      listing.tell(console());
      Map<String, List<Backup>> byRecipient = byRecipient(listing.backups());
      return new Answer(
              listing.exitCode(), document(byRecipient), lines(byRecipient, storage.location()))
          .asked();
    }
  }

  private static Map<String, List<Backup>> byRecipient(List<Backup> backups) {
    Map<String, List<Backup>> byRecipient = new TreeMap<>();
    for (Backup backup : backups) {
      for (String recipient : recipients(backup)) {
        byRecipient.computeIfAbsent(recipient, key -> new ArrayList<>()).add(backup);
      }
    }
    return byRecipient;
  }

  private static List<String> recipients(Backup backup) {
    return backup.manifest().encryption().isEncrypted()
        ? backup.manifest().encryption().recipients()
        : List.of(ANYONE);
  }

  private static Map<String, Object> document(Map<String, List<Backup>> byRecipient) {
    List<Map<String, Object>> keys = new ArrayList<>();
    byRecipient.forEach(
        (recipient, backups) ->
            keys.add(
                Documents.fields(
                    "recipient", recipient, "backups", backups.stream().map(Backup::id).toList())));
    return Documents.fields("keys", keys);
  }

  private static List<String> lines(Map<String, List<Backup>> byRecipient, String location) {
    if (byRecipient.isEmpty()) {
      return List.of("There are no backups in " + location);
    }
    List<String> lines = new ArrayList<>();
    byRecipient.forEach(
        (recipient, backups) -> {
          lines.add(
              "%s: %s".formatted(Words.shown(recipient), Words.count(backups.size(), "backup")));
          backups.forEach(backup -> lines.add("  %s %s".formatted(backup.source(), backup.id())));
        });
    return lines;
  }
}
