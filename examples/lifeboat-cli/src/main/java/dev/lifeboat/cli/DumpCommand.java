package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.dump.ArchiveFile;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.Dumper;
import dev.lifeboat.postgres.PostgresUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "dump",
    description = "Dump a database into a file or directory, which pg_restore or psql reads.")
final class DumpCommand extends Verb {
  @Option(names = "--db", paramLabel = "URL", description = DatabaseOption.DESCRIPTION)
  private @Nullable String database;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "The file or directory to write; nothing is overwritten.")
  private Path file;

  @Mixin private FormatOptions format;
  @Mixin private DumpOptionsMixin dumping;
  @Mixin private NetworkOption network;

  @Override
  Answer run() throws IOException {
    ArchiveFormat wanted = format.format(dumping.compression(), this);
    DumpOptions options = dumping.options(this);
    PostgresUrl url = DatabaseOption.read("--db", database, this);
    long start = System.nanoTime();
    Dumper dumper = Dumper.of(network.to(url), options, events("dump"));
    DumpSummary summary =
        format.isCustom()
            ? archive(dumper, file)
            : DumpOutput.write(beside -> archive(dumper, beside), wanted, file);
    return answer(summary, Duration.ofNanos(System.nanoTime() - start));
  }

  private static DumpSummary archive(Dumper dumper, Path file) throws IOException {
    try (ArchiveFile archive = ArchiveFile.create(file)) {
      DumpSummary summary = dumper.dumpTo(archive);
      archive.publish();
      return summary;
    }
  }

  private Answer answer(DumpSummary summary, Duration took) throws IOException {
    long sizeBytes = DumpOutput.sizeBytes(file);
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
}
