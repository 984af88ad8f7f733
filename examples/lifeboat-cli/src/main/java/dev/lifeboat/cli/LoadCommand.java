package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "load",
    description =
        "Load a custom archive or a plain script of pg_dump or Lifeboat into an empty database.")
final class LoadCommand extends Verb {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description = "The archive or script; which of them it is, its first bytes tell.")
  private Path file;

  @Mixin private TargetOption target;
  @Mixin private JobsOption jobs;
  @Mixin private MaintenanceMemoryOption memory;

  @Override
  Answer run() throws IOException {
    FileKind kind = FileKind.of(file);
    TargetOption.Place place = target.read(this);
    Restorer restorer = Restorer.of(memory.on(jobs.on(RestoreOptions.defaults())), events("load"));
    RestoreResult result =
        switch (kind) {
          case CUSTOM_ARCHIVE -> archive(restorer, place.target());
          case SCRIPT -> script(restorer, place.target());
          case DIRECTORY, COMPRESSED, TAR, OTHER ->
              throw new RefusedException("'%s' %s".formatted(file, kind.advice()));
        };
    Map<String, Object> document = Documents.restored(result);
    document.put("from", file);
    document.put("database", place.url().toString());
    return Answer.done(
        document,
        paint().good("%s is loaded".formatted(file)),
        summary(result),
        "  into " + place.url());
  }

  static String summary(RestoreResult result) {
    return "  %s in %s, %s of data, in %s"
        .formatted(
            Words.count(result.rows(), "row"),
            Words.count(result.tables().size(), "table"),
            Words.size(result.sizeBytes()),
            Words.duration(result.took()));
  }

  private RestoreResult archive(Restorer restorer, Target into) {
    try (ArchiveSource archive = CustomArchive.open(file)) {
      return restorer.restore(archive, into);
    }
  }

  private RestoreResult script(Restorer restorer, Target into) throws IOException {
    try (InputStream script = new BufferedInputStream(Files.newInputStream(file))) {
      return restorer.restoreScript(script, into);
    }
  }
}
