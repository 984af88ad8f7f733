package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.repository.BackupId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which backup. */
final class BackupChoice {
  private static final String LATEST = "latest";

  @Parameters(
      index = "0",
      paramLabel = "ID|latest",
      description = "A backup as list shows it, or the newest.")
  private String id;

  @Mixin private SourceOption source;

  Backup in(Lifeboat lifeboat) {
    Optional<BackupId> wanted =
        id.equals(LATEST)
            ? Optional.empty()
            : Optional.of(UsageException.onRefusal(() -> BackupId.parse(id)));
    Optional<String> name = source.in(lifeboat);
    return wanted
        .map(known -> of(name, lifeboat.show(known)))
        .orElseGet(() -> latest(name, lifeboat));
  }

  private static Backup of(Optional<String> name, Backup backup) {
    if (name.isPresent() && !name.get().equals(backup.source())) {
      throw new RefusedException(
          "Backup %s is of %s and not of %s; correct --source"
              .formatted(backup.id(), backup.source(), name.get()));
    }
    return backup;
  }

  private static Backup latest(Optional<String> name, Lifeboat lifeboat) {
    if (name.isPresent()) {
      return lifeboat.latest(name.get());
    }
    List<String> sources = lifeboat.sources();
    if (sources.size() > 1) {
      throw new UsageException(
          "There are backups of several sources in %s; give --source, which is one of %s"
              .formatted(lifeboat.repository().location(), String.join(", ", sources)));
    }
    return lifeboat.latest();
  }
}
