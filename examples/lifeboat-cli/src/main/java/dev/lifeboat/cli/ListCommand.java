package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List backups, oldest first.")
final class ListCommand extends Verb {
  @Mixin private RepositoryOption repository;

  @Mixin private SourceOption source;

  @Override
  Answer run() throws IOException {
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = repository.lifeboat(storage, this).build();
      Listing listing = Listing.of(lifeboat, source.in(lifeboat));
      listing.tell(console());
      Map<String, Object> document =
          Documents.fields(
              "backups",
              listing.backups().stream().map(Documents::backup).toList(),
              "rejected",
              listing.rejected().stream().map(Documents::rejected).toList());
      return new Answer(listing.exitCode(), document, lines(listing.backups(), storage.location()))
          .asked();
    }
  }

  private List<String> lines(List<Backup> backups, String location) {
    if (backups.isEmpty()) {
      return List.of("There are no backups in " + location);
    }
    Table table =
        new Table(
            "ID", "SOURCE", "CREATED", ">TABLES", ">ROWS", ">DATA", ">STORED", "FOR", "HOLDS",
            "LABELS");
    backups.forEach(backup -> add(table, backup));
    return table.lines(paint());
  }

  private static void add(Table table, Backup backup) {
    table.add(
        backup.id().toString(),
        backup.source(),
        Words.time(backup.createdAt()),
        Words.count(backup.totals().tables()),
        Words.count(backup.totals().rows()),
        Words.size(backup.totals().dataBytes()),
        Words.size(backup.totals().storedBytes()),
        backup.manifest().encryption().isEncrypted()
            ? Words.count(backup.manifest().encryption().recipients().size(), "recipient")
            : "anyone",
        backup.extent().name().toLowerCase(Locale.ROOT),
        labels(backup));
  }

  static String labels(Backup backup) {
    return backup.labels().entrySet().stream()
        .map(label -> Words.shown(label.getKey() + "=" + label.getValue()))
        .collect(Collectors.joining(" "));
  }
}
