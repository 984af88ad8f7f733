package dev.lifeboat.cli;

import dev.lifeboat.cli.OutputOption.Written;
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

  @Mixin private OutputOption output;
  @Mixin private FormatOptions format;
  @Mixin private DumpOptionsMixin dumping;
  @Mixin private NetworkOption network;

  @Override
  Answer run() throws IOException {
    OutputForm form = format.form(output, dumping.compression(), this);
    DumpOptions options = dumping.options(this);
    PostgresUrl url = DatabaseOption.read("--db", database, this);
    long start = System.nanoTime();
    Dumper dumper = Dumper.of(network.to(url), options, events("dump"));
    Written<DumpSummary> written =
        output.write(
            this,
            path ->
                form.isCustom()
                    ? archive(dumper, path)
                    : DumpOutput.write(beside -> archive(dumper, beside), form.format(), path));
    return answer(written, form, Duration.ofNanos(System.nanoTime() - start));
  }

  private static DumpSummary archive(Dumper dumper, Path file) throws IOException {
    try (ArchiveFile archive = ArchiveFile.create(file)) {
      DumpSummary summary = dumper.dumpTo(archive);
      archive.publish();
      return summary;
    }
  }

  private Answer answer(Written<DumpSummary> written, OutputForm form, Duration took) {
    DumpSummary summary = written.told();
    Map<String, Object> document = Documents.dump(summary);
    document.put("file", output.name());
    document.put("format", form.kind().option());
    document.put("compression", form.compression());
    document.put("sizeBytes", written.sizeBytes());
    document.put("tookMillis", took.toMillis());
    return output.answer(
        this,
        document,
        paint()
            .good(
                "Database %s is dumped as %s"
                    .formatted(Words.shown(summary.database()), form.words())),
        "  %s of %s, %s of data, in %s"
            .formatted(
                Words.count(summary.rows(), "row"),
                Words.count(summary.tables().size(), "table"),
                Words.size(summary.sizeBytes()),
                Words.duration(took)),
        "  to %s, %s".formatted(output.words(), Words.size(written.sizeBytes())));
  }
}
