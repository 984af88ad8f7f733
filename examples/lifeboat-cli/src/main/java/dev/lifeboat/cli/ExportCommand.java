package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = "Write a backup as one archive of the custom format, which pg_restore reads.")
final class ExportCommand extends Verb {
  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; nothing is overwritten.")
  private Path file;

  @Option(
      names = "--globals",
      description = "Write the roles and tablespaces that were kept with it instead, for psql.")
  private boolean globals;

  @Mixin private IdentityOption identity;

  @Override
  Answer run() throws IOException {
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = identity.on(repository.lifeboat(storage, this), this).build();
      Backup backup = choice.in(lifeboat);
      NewFile.write(file, out -> export(lifeboat, backup, out));
      long sizeBytes = Files.size(file);
      Map<String, Object> document =
          Documents.fields("id", backup.id(), "file", file, "sizeBytes", sizeBytes);
      return Answer.done(
          document,
          paint()
              .good(
                  "%s %s is exported"
                      .formatted(globals ? "Globals of backup" : "Backup", backup.id())),
          "  to %s, %s".formatted(file, Words.size(sizeBytes)));
    }
  }

  private void export(Lifeboat lifeboat, Backup backup, OutputStream out) throws IOException {
    if (globals) {
      lifeboat.exportGlobals(backup.id(), out);
    } else {
      lifeboat.export(backup.id(), out);
    }
  }
}
