package dev.lifeboat.cli;

import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.postgres.PostgresUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "dump",
    description = "Dump a database into one file, which pg_restore or psql reads.")
final class DumpCommand extends Verb {
  @Option(names = "--db", paramLabel = "URL", description = DatabaseOption.DESCRIPTION)
  private @Nullable String database;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "The file to write; nothing is overwritten.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "custom|plain",
      defaultValue = "custom",
      description = "An archive, or a script; default: ${DEFAULT-VALUE}.")
  private Format format;

  @Mixin private DumpOptionsMixin dumping;

  @Override
  Answer run() throws IOException {
    DumpOptions options = options();
    PostgresUrl url = DatabaseOption.read("--db", database, this);
    long start = System.nanoTime();
    Dumper dumper = Dumper.of(url.dataSource(), options, events("dump"));
    DumpSummary summary = format == Format.PLAIN ? script(dumper) : archive(dumper, file);
    return answer(summary, Duration.ofNanos(System.nanoTime() - start));
  }

  private DumpOptions options() throws IOException {
    if (format == Format.PLAIN && dumping.compresses()) {
      throw wrongUsage("--compress is for archives; a script is not compressed");
    }
    return dumping.options(this);
  }

  private static DumpSummary archive(Dumper dumper, Path file) throws IOException {
    try (ArchiveFile archive = ArchiveFile.create(file)) {
      DumpSummary summary = dumper.dumpTo(archive);
      archive.publish();
      return summary;
    }
  }

  /** By way of an archive beside it, as only that is written in parallel and in any order. */
  private DumpSummary script(Dumper dumper) throws IOException {
    return ScriptFile.write(file, detour -> archive(dumper, detour));
  }

  private Answer answer(DumpSummary summary, Duration took) throws IOException {
    long sizeBytes = Files.size(file);
    Map<String, Object> document = Documents.dump(summary);
    document.put("file", file);
    document.put("sizeBytes", sizeBytes);
    document.put("tookMillis", took.toMillis());
    return Answer.done(
        document,
        paint().good("Database %s is dumped".formatted(Words.shown(summary.database()))),
        "  %s of %s, %s of data, in %s"
            .formatted(
                Words.count(summary.rows(), "row"),
                Words.count(summary.tables().size(), "table"),
                Words.size(summary.sizeBytes()),
                Words.duration(took)),
        "  to %s, %s".formatted(file, Words.size(sizeBytes)));
  }

  /** How it is written. */
  enum Format {
    CUSTOM,
    PLAIN
  }
}
