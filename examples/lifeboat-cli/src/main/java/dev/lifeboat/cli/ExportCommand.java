package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.cli.OutputOption.Written;
import dev.lifeboat.codec.Compression;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = "Write a backup as an archive or a script, which pg_restore or psql reads.")
final class ExportCommand extends Verb {
  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;

  @Mixin private OutputOption output;

  @Option(
      names = "--globals",
      description = "Write the roles and tablespaces that were kept with it instead, for psql.")
  private boolean globals;

  @Mixin private FormatOptions format;
  @Mixin private CompressionOption compression;
  @Mixin private IdentityOption identity;

  @Override
  Answer run() throws IOException {
    OutputForm form = form();
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = identity.on(repository.lifeboat(storage, this), this).build();
      Backup backup = choice.in(lifeboat);
      return answer(
          output.write(
              this,
              path ->
                  globals || isAsStored(form)
                      ? asStored(lifeboat, backup, path)
                      : DumpOutput.write(
                          beside -> asStored(lifeboat, backup, beside), form.format(), path)),
          form);
    }
  }

  private OutputForm form() {
    if (!globals) {
      return format.form(output, compression.given(), this);
    }
    if (format.isGiven() || compression.given().isPresent()) {
      throw wrongUsage("--globals are a script of their own; ask for no other format with it");
    }
    NamedForm.requireScript(output.name());
    return OutputForm.SCRIPT;
  }

  /** Whether nothing is asked for but what is stored. */
  private boolean isAsStored(OutputForm form) {
    return form.isCustom() && compression.given().isEmpty();
  }

  private Backup asStored(Lifeboat lifeboat, Backup backup, Path path) throws IOException {
    if (globals) { // with the hashes of passwords, if they were kept
      NewFile.writePrivately(path, out -> lifeboat.exportGlobals(backup.id(), out));
    } else {
      NewFile.write(path, out -> lifeboat.export(backup.id(), out));
    }
    return backup;
  }

  private String words(Backup backup, OutputForm form) {
    return isAsStored(form)
        ? OutputForm.words(form.kind(), Compression.parse(backup.manifest().compression()))
        : form.words();
  }

  private Answer answer(Written<Backup> written, OutputForm form) {
    Backup backup = written.told();
    BackupId id = backup.id();
    long sizeBytes = written.sizeBytes();
    return output.answer(
        this,
        Documents.fields(
            "id",
            id,
            "file",
            output.name(),
            "format",
            form.kind().option(),
            "sizeBytes",
            sizeBytes),
        paint()
            .good(
                "%s %s is exported as %s"
                    .formatted(globals ? "Globals of backup" : "Backup", id, words(backup, form))),
        "  to %s, %s".formatted(output.words(), Words.size(sizeBytes)));
  }
}
