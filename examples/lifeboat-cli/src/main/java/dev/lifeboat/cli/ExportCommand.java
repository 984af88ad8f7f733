package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = "Write a backup as an archive or a script, which pg_restore or psql reads.")
final class ExportCommand extends Verb {
  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "The file or directory to write; nothing is overwritten.")
  private Path file;

  @Option(
      names = "--globals",
      description = "Write the roles and tablespaces that were kept with it instead, for psql.")
  private boolean globals;

  @Mixin private FormatOptions format;
  @Mixin private CompressionOption compression;
  @Mixin private IdentityOption identity;

  @Override
  Answer run() throws IOException {
    ArchiveFormat wanted = format.format(compression.given(), this);
    if (globals && !isAsStored()) {
      throw wrongUsage("--globals are a script of their own; ask for no other format with it");
    }
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = identity.on(repository.lifeboat(storage, this), this).build();
      Backup backup = choice.in(lifeboat);
      if (isAsStored()) {
        NewFile.write(file, out -> export(lifeboat, backup, out));
      } else {
        DumpOutput.write(beside -> detour(lifeboat, backup, beside), wanted, file);
      }
      long sizeBytes = DumpOutput.sizeBytes(file);
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

  /** Whether nothing is asked for but what is stored. */
  private boolean isAsStored() {
    return format.isCustom() && compression.given().isEmpty();
  }

  private static Backup detour(Lifeboat lifeboat, Backup backup, Path archive) throws IOException {
    NewFile.write(archive, out -> lifeboat.export(backup.id(), out));
    return backup;
  }

  private void export(Lifeboat lifeboat, Backup backup, OutputStream out) throws IOException {
    if (globals) {
      lifeboat.exportGlobals(backup.id(), out);
    } else {
      lifeboat.export(backup.id(), out);
    }
  }
}
