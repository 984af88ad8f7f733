package dev.lifeboat.cli;

import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.RestoreResult;
import dev.lifeboat.restore.Restorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "load",
    description =
        "Load an archive or a plain script of pg_dump or Lifeboat into an empty database.")
final class LoadCommand extends Verb {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description =
          "The archive (a file or a directory) or script, also compressed; which of them it is, its"
              + " first bytes tell. - is the standard input.")
  private Path file;

  @Mixin private RestoreOptionsMixin restoring;
  @Mixin private TrailerOption ending;

  @Override
  Answer run() throws IOException {
    return restoring.isList() ? list() : load();
  }

  private Answer list() throws IOException {
    try (DumpFile dump = open()) {
      if (dump instanceof DumpFile.Archive archive) {
        return restoring.list(archive.source().toc(), this);
      }
      throw new RefusedException(
          "'%s' is a script, which has no list of entries; look into it".formatted(file));
    }
  }

  private Answer load() throws IOException {
    RestoreOptions chosen = restoring.options(this);
    RestoreOptions options = chosen.with(chosen.conduct().with(ending.trailer()));
    TargetOption.Place place = restoring.target().read(this);
    RestoreResult result;
    try (DumpFile dump = open()) {
      result = Restorer.of(options, events("load")).restore(dump, place.target());
    }
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

  private DumpFile open() {
    return file.equals(STANDARD_INPUT)
        ? DumpFile.open("The standard input", System.in)
        : DumpFile.open(file);
  }
}
