package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Exported;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.storage.Storage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = "Write a backup as one archive of the custom format, which pg_restore reads.")
final class ExportCommand extends Verb {
  private static final int BUFFER_BYTES = 64 * 1024;

  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; nothing is overwritten.")
  private Path file;

  @Mixin private IdentityOption identity;

  @Override
  Answer run() throws IOException {
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat =
          identity.on(Lifeboat.builder().storage(storage).listener(progress())).build();
      Exported exported = export(lifeboat, choice.in(lifeboat));
      Map<String, Object> document =
          Documents.fields("id", exported.id(), "file", file, "sizeBytes", exported.sizeBytes());
      return Answer.done(
          document,
          paint().good("Backup " + exported.id() + " is exported"),
          "  to %s, %s".formatted(file, Words.size(exported.sizeBytes())));
    }
  }

  /** Under a temporary name until it is whole. */
  private Exported export(Lifeboat lifeboat, Backup backup) throws IOException {
    try (ArchiveFile archive = ArchiveFile.create(file)) {
      Exported exported;
      try (VolumeOutput volume = archive.open(0);
          OutputStream out = new BufferedOutputStream(volume, BUFFER_BYTES)) {
        exported = lifeboat.export(backup.id(), out);
        out.flush();
        volume.commit();
      }
      archive.publish();
      return exported;
    }
  }
}
