package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.repository.Contents;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.verify.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "show",
    description = "Show a backup, what was proved of it, and with the private key its tables.")
final class ShowCommand extends Verb {
  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;
  @Mixin private IdentityOption identity;

  @Override
  Answer run() throws IOException {
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = identity.on(repository.lifeboat(storage, this), this).build();
      Backup backup = choice.in(lifeboat);
      List<Verification> evidence = lifeboat.evidence(backup.id());
      Optional<Contents> contents =
          isReadable(backup) ? Optional.of(lifeboat.contents(backup.id())) : Optional.empty();
      return Answer.done(document(backup, evidence, contents), lines(backup, evidence, contents))
          .asked();
    }
  }

  private boolean isReadable(Backup backup) {
    return identity.isGiven() || !backup.manifest().encryption().isEncrypted();
  }

  private static Map<String, Object> document(
      Backup backup, List<Verification> evidence, Optional<Contents> contents) {
    Map<String, Object> document = Documents.parts(backup);
    document.put("evidence", evidence.stream().map(Documents::verification).toList());
    contents.ifPresent(known -> document.put("contents", Documents.tables(known)));
    return document;
  }

  private List<String> lines(
      Backup backup, List<Verification> evidence, Optional<Contents> contents) {
    List<String> lines = new ArrayList<>(properties(backup));
    lines.add("");
    if (evidence.isEmpty()) {
      lines.add("Nothing was proved of it yet; run lifeboat verify");
    }
    evidence.forEach(proof -> lines.add(proof(proof)));
    contents.ifPresent(
        known -> {
          lines.add("");
          known.dump().partial().forEach(word -> lines.add("partial     " + Words.shown(word)));
          lines.addAll(tables(known));
        });
    return lines;
  }

  private List<String> properties(Backup backup) {
    Manifest manifest = backup.manifest();
    return List.of(
        paint().bold("Backup " + backup.id()) + " of " + backup.source(),
        "created     %s, complete %s"
            .formatted(Words.time(backup.createdAt()), Words.time(manifest.completedAt())),
        "database    %s on PostgreSQL %s"
            .formatted(Words.shown(manifest.database()), Words.shown(manifest.serverVersion())),
        "holds       %s in %s, %s of data%s"
            .formatted(
                Words.count(backup.totals().rows(), "row"),
                Words.count(backup.totals().tables(), "table"),
                Words.size(backup.totals().dataBytes()),
                Words.extent(backup.extent())),
        "stored      %s in %s, compressed by %s"
            .formatted(
                Words.size(backup.totals().storedBytes()),
                Words.count(manifest.parts().size(), "object"),
                Words.shown(manifest.compression())),
        "encrypted   " + encryption(manifest),
        "labels      " + ListCommand.labels(backup));
  }

  private static String encryption(Manifest manifest) {
    return manifest.encryption().isEncrypted()
        ? "with %s to %s"
            .formatted(
                Words.shown(manifest.encryption().scheme()),
                Words.shown(String.join(", ", manifest.encryption().recipients())))
        : "not at all";
  }

  private String proof(Verification proof) {
    return "%s  %s at depth %s in %s"
        .formatted(
            Words.time(proof.startedAt()),
            VerifyCommand.outcome(proof, paint()),
            proof.depth().word(),
            Words.duration(proof.took()));
  }

  private List<String> tables(Contents contents) {
    Table table = new Table("TABLE", ">ROWS", ">DATA", "DIGEST");
    for (DumpedTable dumped : contents.dump().tables()) {
      table.add(
          Words.shown(dumped.schema() + "." + dumped.name()),
          Words.count(dumped.rows()),
          Words.size(dumped.sizeBytes()),
          dumped.digest());
    }
    return table.lines(paint());
  }
}
