package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.RestoreRequest;
import dev.lifeboat.Restored;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.scope.Keep;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "restore",
    description = "Restore a backup into an empty database, or into a new one.")
final class RestoreCommand extends Verb {
  @Mixin private BackupChoice choice;
  @Mixin private RepositoryOption repository;
  @Mixin private RestoreOptionsMixin restoring;
  @Mixin private IdentityOption identity;

  @Option(
      names = "--globals",
      description = "First make the roles and tablespaces kept with it that the server lacks.")
  private boolean globals;

  @Override
  Answer run() throws IOException {
    TargetOption.@Nullable Place place = restoring.isList() ? null : restoring.target().read(this);
    RestoreOptions options = restoring.options(this);
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = identity.on(repository.lifeboat(storage, this), this).build();
      Backup backup = choice.in(lifeboat);
      return place == null
          ? restoring.list(lifeboat.toc(backup.id()), this)
          : restore(lifeboat, backup, place, options);
    }
  }

  private Answer restore(
      Lifeboat lifeboat, Backup backup, TargetOption.Place place, RestoreOptions options) {
    Restored restored =
        lifeboat.restore(
            RestoreRequest.of(backup.id(), place.target())
                .withOptions(options)
                .withGlobals(globals ? Keep.AS_ARCHIVED : Keep.LEFT_OUT));
    Map<String, Object> document = Documents.restored(restored.result());
    document.put("id", restored.id());
    document.put("database", place.url().toString());
    return Answer.done(
        document,
        paint().good("Backup " + restored.id() + " is restored"),
        LoadCommand.summary(restored.result()),
        "  into " + place.url());
  }
}
